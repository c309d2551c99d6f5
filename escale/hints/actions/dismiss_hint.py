from django.db import transaction

from escale.clients.models import Client
from escale.hints.models import DismissedHint
from escale.hints.queries import known_domains
from escale.journal.actions.record import record
from escale.journal.actor import Actor
from escale.kernel.hints import hinted_pair, suggest_address


@transaction.atomic
def dismiss_hint(*, actor: Actor, client: Client, address: str) -> DismissedHint | None:
    """« Ne plus proposer » what this address is given: of it, only the domain is kept.

    None where it is given nothing, dismissed already by a second click or by a colleague; and where
    it is not its domain that is doubted: such an address is refused as it is.
    """
    suggestion = suggest_address(address, known_domains(client.pk))
    if suggestion is None:
        return None
    typed, proposed = hinted_pair(address, suggestion)
    if typed == proposed:
        return None
    hint, is_new = DismissedHint.objects.get_or_create(
        client=client, typed=typed, proposed=proposed, defaults={"dismissed_by": actor.label}
    )
    if is_new:
        record(
            actor=actor,
            verb="hint-dismissed",
            about=client.about,
            client_id=client.pk,
            changes={"hint": (typed, proposed)},
        )
    return hint
