from escale.activation.actions.resend_link import resend_link
from escale.activation.actions.send_next_step import send_next_step
from escale.activation.queries import beneficiary_at, dotations_at


def send_way_back(*, email: str) -> int:
    """What comes next for all that waits at an address, its account included; how many mails."""
    beneficiary = beneficiary_at(email)
    sent = send_next_step(beneficiary_id=beneficiary.pk) if beneficiary else False
    unopened = [dotation.pk for dotation in dotations_at(email) if not dotation.has_account]
    return sent + sum(resend_link(dotation_id=dotation_id) for dotation_id in unopened)
