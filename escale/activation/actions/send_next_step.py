from django.db import transaction

from escale.activation.emails import send_recovery, send_welcome
from escale.activation.limits import is_recent_link
from escale.activation.links import Use
from escale.activation.queries import held_dotations, lock_beneficiary
from escale.mailing.queries import last_queued_at


@transaction.atomic
def send_next_step(*, beneficiary_id: int) -> bool:
    """« C’est parti » again, or a new password, to the address on file; True when a mail leaves."""
    beneficiary = lock_beneficiary(beneficiary_id)
    if is_recent_link(last_queued_at(beneficiary.about)):
        return False
    if beneficiary.has_password:
        send_recovery(beneficiary)
        return True
    held = held_dotations(beneficiary)
    if held:
        send_welcome(beneficiary, held[0], use=Use.WELCOME)
    return bool(held)
