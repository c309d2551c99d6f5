import logging
from collections.abc import Callable

from escale.accounts.actions.forget_sessions import forget_sessions
from escale.activation.actions.erase_accounts import erase_accounts
from escale.activation.queries import accounts_to_forget
from escale.bounces.actions.forget_contents import forget_contents
from escale.dotations.actions.forget_people import forget_people
from escale.dotations.queries import dotations_to_forget
from escale.exports.actions.forget_old_exports import forget_old_exports
from escale.imports.actions.forget_old_imports import forget_old_imports
from escale.inquiries.actions.forget_inquiries import forget_inquiries
from escale.inquiries.queries import inquiries_to_forget, visitors_inquiries_to_forget
from escale.journal.actions.purge_journal import purge_journal
from escale.kernel.many import by_batches
from escale.mailing.actions.forget_messages import forget_messages
from escale.mailing.queries import messages_to_forget
from escale.ordering.actions.forget_old_drafts import forget_old_drafts
from escale.orders.actions.forget_booklets import forget_booklets
from escale.orders.queries import booklets_to_forget
from escale.privacy.classes import CLASSES
from escale.sms.actions.forget_texts import forget_texts
from escale.sms.queries import texts_to_forget

logger = logging.getLogger(__name__)
STEPS: tuple[Callable[[], object], ...] = (
    forget_old_exports,
    forget_old_imports,
    forget_old_drafts,
    forget_contents,
    forget_sessions,
    purge_journal,
    lambda: by_batches(messages_to_forget(), lambda ids: forget_messages(ids=ids)),
    lambda: by_batches(texts_to_forget(), lambda ids: forget_texts(ids=ids)),
    lambda: by_batches(dotations_to_forget(), lambda ids: forget_people(ids=ids)),
    lambda: by_batches(booklets_to_forget(), lambda ids: forget_booklets(ids=ids)),
    lambda: by_batches(accounts_to_forget(), lambda ids: erase_accounts(ids=ids)),
    lambda: by_batches(inquiries_to_forget(), lambda ids: forget_inquiries(ids=ids)),
    lambda: by_batches(visitors_inquiries_to_forget(), lambda ids: forget_inquiries(ids=ids)),
)


def apply_retention() -> dict[str, int]:
    """Forget all whose time is over; how many rows of each class were due.

    Each batch is committed: killed, it goes on next time; run again, it finds nothing.
    """
    due = {kind.key: kind.count_due() for kind in CLASSES}
    for step in STEPS:
        try:
            step()
        except Exception:
            # The others do not wait for it; the next night tries again.
            logger.exception("one step of retention failed")
    return due
