from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from escale.activation.errors import AddressTaken, LinkDead, PasswordTooWeak
from escale.activation.links import AccountClaim, Use
from escale.activation.models import Beneficiary
from escale.activation.queries import (
    LinkState,
    beneficiary_at,
    held_dotations,
    lock_beneficiary,
    state_of_account_link,
)
from escale.dotations.actions.adopt_address import adopt_address
from escale.dotations.actions.mark_password_chosen import mark_password_chosen
from escale.dotations.emails import address_replaced_message
from escale.journal.actions.record import record
from escale.mailing.actions.queue_messages import queue_messages


@transaction.atomic
def choose_password(*, claim: AccountClaim, password: str) -> Beneficiary:
    """Second of the three steps, and the way back of who forgot: spends the link.

    Every other link and sign-in of the account dies. Raises LinkDead, PasswordTooWeak and
    AddressTaken, where the address being confirmed is another account's.
    """
    beneficiary = lock_beneficiary(claim.beneficiary_id)
    if state_of_account_link(claim, beneficiary) != LinkState.VALID:
        raise LinkDead
    try:
        validate_password(password, beneficiary)  # type: ignore[arg-type]  # reads attributes only
    except ValidationError as refusal:
        raise PasswordTooWeak(" ".join(refusal.messages)) from None
    if claim.use == Use.CONFIRM and beneficiary.pending_email:
        _adopt_pending_address(beneficiary)
    beneficiary.pending_email = ""
    beneficiary.password = make_password(password)
    beneficiary.password_generation += 1
    beneficiary.save()
    mark_password_chosen(dotation_ids=[held.pk for held in held_dotations(beneficiary)])
    record(actor=beneficiary.actor, verb="password-chosen", about=beneficiary.about)
    return beneficiary


def _adopt_pending_address(beneficiary: Beneficiary) -> None:
    former, chosen = beneficiary.email, beneficiary.pending_email
    if beneficiary_at(chosen) not in (None, beneficiary):
        raise AddressTaken
    for dotation in held_dotations(beneficiary):
        if not dotation.is_closed:
            adopted = adopt_address(actor=beneficiary.actor, dotation_id=dotation.pk, email=chosen)
            queue_messages(messages=[address_replaced_message(adopted, former=former)])
    beneficiary.email = chosen
