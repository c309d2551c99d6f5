"""What happened to one dotation, from its order to its activation: the journal and the messages."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time
from enum import Enum

from django.utils.timezone import make_aware

from escale.bounces.queries import delays_about
from escale.dotations.cancelling import cancellation_of
from escale.dotations.models import Dotation
from escale.dotations.states import DotationStatus
from escale.journal.queries import entries_about
from escale.kernel.emails import readable_address
from escale.mailing.causes import Cause
from escale.mailing.models import OutgoingMessage
from escale.mailing.queries import messages_about
from escale.mailing.states import GONE, MessageState

ACTIVATION = "dotations/emails/activation"
PHONE_CHANGED = "dotations/emails/phone_changed"
APPLICATION_REMINDER = "dotations/emails/application_reminder"
CANCELLED = "dotations/emails/cancelled"


class Kind(Enum):
    ORDERED = "ordered"
    PAID = "paid"
    FIRST_MAIL = "first-mail"
    MAIL_AGAIN = "mail-again"
    REMINDER = "reminder"
    APPLICATION_MAIL = "application-mail"
    PHONE_MAIL = "phone-mail"
    OTHER_MAIL = "other-mail"
    MAIL_LATE = "mail-late"
    CORRECTED = "corrected"
    LINK_OPENED = "link-opened"
    UNDONE = "undone"
    ADDRESS_ADOPTED = "address-adopted"
    ACCOUNT_CREATED = "account-created"
    PASSWORD_CHOSEN = "password-chosen"  # noqa: S105  # not one
    TEXT_FAILED = "text-failed"
    PHONE_TAKEN = "phone-taken"
    CANCELLED_MAIL = "cancelled-mail"
    ACTIVATED = "activated"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


# Lines of the journal that the messages or the dotation's own dates do not tell already.
TOLD_BY_THE_JOURNAL = {
    "contact-corrected": Kind.CORRECTED,
    "contact-restored": Kind.CORRECTED,
    "correction-undone": Kind.UNDONE,
    "address-adopted": Kind.ADDRESS_ADOPTED,
    "phone-text-failed": Kind.TEXT_FAILED,
    "phone-taken": Kind.PHONE_TAKEN,
}
MAILS = {
    PHONE_CHANGED: Kind.PHONE_MAIL,
    ACTIVATION: Kind.MAIL_AGAIN,
    APPLICATION_REMINDER: Kind.APPLICATION_MAIL,
    CANCELLED: Kind.CANCELLED_MAIL,
}


@dataclass(frozen=True, slots=True)
class MailStanding:
    """Where a message is."""

    state: MessageState
    recipient: str
    cause: Cause | None = None
    next_attempt_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """`changes` are (old, new) by field; `answer` is what a server said, word for word; `reason`
    is why the issuer cancelled."""

    kind: Kind
    at: datetime
    actor: str = ""
    changes: dict[str, tuple[str, str]] = field(default_factory=dict)
    mail: MailStanding | None = None
    answer: str = ""
    reason: str = ""


def history_of(dotation: Dotation) -> list[Event]:
    """Newest first."""
    events = [
        *_milestones(dotation),
        *_end(dotation),
        *_journaled(dotation),
        *_mails(dotation),
        *_delays(dotation),
    ]
    # Of two at the same moment, the later step stands above.
    return sorted(events, key=lambda event: event.at)[::-1]


def _milestones(dotation: Dotation) -> Iterator[Event]:
    order = dotation.order
    dates = {
        # A day, which no other event of it comes before.
        Kind.ORDERED: make_aware(datetime.combine(order.placed_on, time())),
        Kind.PAID: order.paid_at,
        Kind.LINK_OPENED: dotation.opened_at,
        Kind.ACCOUNT_CREATED: dotation.account_created_at,
        Kind.PASSWORD_CHOSEN: dotation.password_chosen_at,
        Kind.ACTIVATED: dotation.activated_at,
    }
    for kind, at in dates.items():
        if at is not None:
            yield Event(kind, at)


def _end(dotation: Dotation) -> Iterator[Event]:
    """Without having been activated (D10)."""
    if dotation.ended_at is None:
        return
    if dotation.status == DotationStatus.EXPIRED:
        yield Event(Kind.EXPIRED, dotation.ended_at)
    elif dotation.status == DotationStatus.CANCELLED:
        cancelled = cancellation_of(dotation)
        reason = cancelled.reason if cancelled else ""
        yield Event(Kind.CANCELLED, dotation.ended_at, reason=reason)


def _journaled(dotation: Dotation) -> Iterator[Event]:
    for entry in entries_about(dotation.about):
        if kind := TOLD_BY_THE_JOURNAL.get(entry.verb):
            changes = {name: (pair[0], pair[1]) for name, pair in entry.changes.items()}
            yield Event(kind, entry.at, entry.actor, changes)


def _mails(dotation: Dotation) -> Iterator[Event]:
    is_first = True
    for message in messages_about(dotation.about):
        kind = MAILS.get(message.template, Kind.OTHER_MAIL)
        if kind == Kind.MAIL_AGAIN and is_first:
            kind, is_first = Kind.FIRST_MAIL, False
        elif message.context.get("reminds"):
            kind = Kind.REMINDER
        mail = _standing(message)
        answer = "" if mail.state in GONE else _answer(message)
        yield Event(kind, message.settled_at or message.created_at, mail=mail, answer=answer)


def _delays(dotation: Dotation) -> Iterator[Event]:
    """Told by a server after it took the mail: it tries again, or has given up unanswered."""
    for bounce in delays_about(dotation.about):
        yield Event(Kind.MAIL_LATE, bounce.received_at, answer=bounce.diagnostic)


def _standing(message: OutgoingMessage) -> MailStanding:
    return MailStanding(
        MessageState(message.state),
        readable_address(message.recipient),
        Cause(message.cause) if message.cause else None,
        message.next_attempt_at,
    )


def _answer(message: OutgoingMessage) -> str:
    code = str(message.smtp_code or "")
    # Servers often begin with their code themselves.
    return f"{code} {message.diagnostic.removeprefix(code).strip()}".strip()
