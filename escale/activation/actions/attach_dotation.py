from django.db import transaction

from escale.activation.actions.activate_holdings import activate_holdings
from escale.activation.errors import LinkDead, WrongPassword
from escale.activation.models import Beneficiary, Holding
from escale.activation.queries import LinkState, beneficiary_at, lock_beneficiary, state_of_link
from escale.dotations.actions.attach_account import attach_account
from escale.dotations.actions.mark_password_chosen import mark_password_chosen
from escale.dotations.links import ActivationClaim
from escale.dotations.queries import lock_dotation


@transaction.atomic
def attach_dotation(*, claim: ActivationClaim, password: str) -> Beneficiary:
    """One more dotation for somebody whose address has an account already: no second one (R48).

    The link proves the address, the password the person. At once « activé » if the application is
    configured. Raises LinkDead and WrongPassword.
    """
    dotation = lock_dotation(claim.dotation_id)
    if state_of_link(claim, dotation) != LinkState.VALID:
        raise LinkDead
    found = beneficiary_at(dotation.email)
    if found is None or not found.has_the_password(password):
        raise WrongPassword
    beneficiary = lock_beneficiary(found.pk)
    Holding.objects.create(dotation=dotation, beneficiary=beneficiary)
    attach_account(actor=beneficiary.actor, dotation_id=dotation.pk)
    mark_password_chosen(dotation_ids=[dotation.pk])
    if beneficiary.is_configured:
        activate_holdings(beneficiary=beneficiary)
    return beneficiary
