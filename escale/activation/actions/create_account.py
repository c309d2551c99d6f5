from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from escale.activation.emails import send_welcome
from escale.activation.errors import AccountExists, AddressShared, LinkDead
from escale.activation.links import Use
from escale.activation.models import Beneficiary, Holding
from escale.activation.queries import (
    LinkState,
    beneficiary_at,
    is_same_person,
    state_of_link,
)
from escale.dotations.actions.attach_account import attach_account
from escale.dotations.links import ActivationClaim
from escale.dotations.models import Dotation
from escale.dotations.queries import lock_dotation
from escale.kernel.emails import same_address
from escale.kernel.languages import FRENCH


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What the first step asks for; `email` is checked, and may be another than the one on file.

    `language`: in which it was read.
    """

    email: str
    birth_date: date | None = None
    language: str = FRENCH


@transaction.atomic
def create_account(*, claim: ActivationClaim, new: NewAccount) -> Beneficiary:
    """First of the three steps: spends the link, and « C’est parti » leaves (R47).

    The address on file is verified, since the link reached it; another one is only once its own
    mail is followed. Raises LinkDead, AccountExists where the address is an account's already,
    AddressShared where somebody else began one.
    """
    dotation = lock_dotation(claim.dotation_id)
    if state_of_link(claim, dotation) != LinkState.VALID:
        raise LinkDead
    beneficiary = _account_at(dotation, new)
    Holding.objects.create(dotation=dotation, beneficiary=beneficiary)
    attach_account(actor=beneficiary.actor, dotation_id=dotation.pk)
    use = Use.CONFIRM if beneficiary.pending_email else Use.WELCOME
    send_welcome(beneficiary, dotation, use=use)
    return beneficiary


def _account_at(dotation: Dotation, new: NewAccount) -> Beneficiary:
    beneficiary = beneficiary_at(dotation.email) or _made(dotation, new)
    if beneficiary.has_password:
        raise AccountExists
    if not is_same_person(dotation, beneficiary):
        raise AddressShared
    return beneficiary


def _made(dotation: Dotation, new: NewAccount) -> Beneficiary:
    try:
        with transaction.atomic():
            return _new(dotation, new)
    except IntegrityError:
        # Another link of the same address was followed at the same moment.
        if (known := beneficiary_at(dotation.email)) is None:
            raise
        return known


def _new(dotation: Dotation, new: NewAccount) -> Beneficiary:
    is_same = same_address(new.email, dotation.email)
    return Beneficiary.objects.create(
        email=dotation.email,
        pending_email="" if is_same else new.email,
        last_name=dotation.last_name,
        first_name=dotation.first_name,
        birth_date=new.birth_date,
        language=new.language,
    )
