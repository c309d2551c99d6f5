from django.db import transaction

from escale.activation.emails import RECOVERY, WELCOME, send_recovery, send_welcome
from escale.activation.limits import is_recent_link
from escale.activation.links import Use
from escale.activation.queries import held_dotations, lock_beneficiary
from escale.mailing.queries import last_queued_at


@transaction.atomic
def send_next_step(*, beneficiary_id: int) -> bool:
    """« C’est parti » again, or a new password, to the address on file; True when a mail leaves."""
    beneficiary = lock_beneficiary(beneficiary_id)
    own = RECOVERY if beneficiary.has_password else WELCOME
    # Another mail of the account, whose link may be spent, is no answer to who asks.
    if is_recent_link(last_queued_at(beneficiary.about, template=own)):
        return False
    if beneficiary.has_password:
        send_recovery(beneficiary)
        return True
    held = held_dotations(beneficiary)
    if held:
        send_welcome(beneficiary, held[0], use=Use.WELCOME)
    return bool(held)
