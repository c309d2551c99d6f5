from datetime import datetime

from django.db import transaction

from escale.activation.emails import send_recovery, send_welcome
from escale.activation.limits import BETWEEN_LINKS
from escale.activation.links import Use
from escale.activation.models import Holding
from escale.activation.queries import (
    beneficiary_at,
    dotations_at,
    held_dotations,
    lock_beneficiary,
)
from escale.dotations.actions.resend_activation import resend_activation
from escale.dotations.errors import DotationRefused
from escale.dotations.models import Dotation
from escale.dotations.queries import lock_dotation
from escale.journal.actor import Actor, Door
from escale.kernel import clock
from escale.mailing.queries import last_queued_at


def send_new_link(*, dotation_id: int) -> bool:
    """« Recevoir un nouveau lien »: whatever comes next, to the registered address alone (D1).

    True when a mail leaves. Nothing else is told: the asker may be anybody. No more than one in ten
    minutes, however often it is asked for.
    """
    holding = Holding.objects.filter(dotation_id=dotation_id).first()
    if holding is not None:
        return _send_to_account(holding.beneficiary_id)
    return _resend_activation(dotation_id)


def send_way_back(*, email: str) -> int:
    """The same for all that waits at an address, and a new password for its account; how many."""
    beneficiary = beneficiary_at(email)
    sent = _send_to_account(beneficiary.pk) if beneficiary else False
    unopened = [dotation.pk for dotation in dotations_at(email) if not dotation.has_account]
    return sent + sum(_resend_activation(dotation_id) for dotation_id in unopened)


@transaction.atomic
def _send_to_account(beneficiary_id: int) -> bool:
    beneficiary = lock_beneficiary(beneficiary_id)
    if _is_recent(last_queued_at(beneficiary.about)):
        return False
    if beneficiary.has_password:
        send_recovery(beneficiary)
        return True
    held = held_dotations(beneficiary)
    if held:
        send_welcome(beneficiary, held[0], use=Use.WELCOME)
    return bool(held)


@transaction.atomic
def _resend_activation(dotation_id: int) -> bool:
    dotation = lock_dotation(dotation_id)
    if dotation.last_message is None or _is_recent(dotation.last_message.created_at):
        return False
    try:
        resend_activation(actor=_actor(dotation), dotation_id=dotation_id)
    except DotationRefused:
        return False
    return True


def _actor(dotation: Dotation) -> Actor:
    return Actor(label=f"{dotation.first_name} {dotation.last_name}", door=Door.BENEFICIARY)


def _is_recent(moment: datetime | None) -> bool:
    return moment is not None and clock.now() - moment < BETWEEN_LINKS
