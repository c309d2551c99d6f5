from dataclasses import dataclass

from django.db import transaction
from django.db.models.functions import Now

from escale.dotations.models import Dotation
from escale.dotations.search import search_of
from escale.dotations.states import MODIFIABLE
from escale.journal.actions.record import record
from escale.journal.actor import SYSTEM
from escale.kernel.emails import EmailRefused, ascii_address, parse_email
from escale.kernel.many import numbers
from escale.mailing.models import OutgoingMessage
from escale.mailing.states import WAITING

# Anything but what an envelope carries.
ODD = r"[^\x21-\x7e]"
BATCH = 500


@dataclass(frozen=True, slots=True)
class Repaired:
    """How many addresses were put right; how many only their client can, who is shown them."""

    repaired: int
    hopeless: int


def repair_addresses() -> Repaired:
    """Of dotations that are not over, and stored before addresses were judged as they are now.

    Full-width letters, odd hyphens and the form of a domain are put right; what precedes the « @ »
    is never guessed. The others are tried now, fail, and become « Erreur e-mail ». Run again, it
    changes nothing.
    """
    odd = Dotation.objects.filter(status__in=MODIFIABLE, email__regex=ODD).order_by("pk")
    ids = list(odd.values_list("pk", flat=True))
    repaired = sum(_repair(ids[start : start + BATCH]) for start in range(0, len(ids), BATCH))
    waiting = OutgoingMessage.objects.filter(state__in=WAITING, recipient__regex=ODD)
    for message in waiting.order_by("pk"):
        _address_again(message)
    return Repaired(repaired, len(ids) - repaired)


@transaction.atomic
def _repair(ids: list[int]) -> int:
    """How many of them can be written to now, or could be."""
    held = Dotation.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=numbers(ids))
    writable = 0
    for dotation in held.order_by("pk"):
        try:
            address = parse_email(dotation.email)
        except EmailRefused:
            continue
        writable += 1
        if address != dotation.email:
            _write(dotation, address)
    return writable


def _write(dotation: Dotation, address: str) -> None:
    former, dotation.email = dotation.email, address
    dotation.search = search_of(dotation)
    dotation.revision += 1
    dotation.save(update_fields=["email", "search", "revision"])
    record(
        actor=SYSTEM,
        verb="address-repaired",
        about=dotation.about,
        client_id=dotation.client_id,
        changes={"email": (former, address)},
    )


def _address_again(message: OutgoingMessage) -> None:
    """Due now, as it travels; or as it is, for its failure to be told."""
    try:
        recipient = ascii_address(parse_email(message.recipient))
    except EmailRefused:
        recipient = message.recipient
    OutgoingMessage.objects.filter(pk=message.pk, state__in=WAITING).update(
        recipient=recipient, next_attempt_at=Now()
    )
