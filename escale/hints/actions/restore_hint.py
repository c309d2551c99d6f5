from django.db import transaction

from escale.hints.models import DismissedHint
from escale.journal.actions.record import record
from escale.journal.actor import Actor


@transaction.atomic
def restore_hint(*, actor: Actor, hint_id: int) -> None:
    """« Proposer à nouveau »; nothing is left to do where somebody else did."""
    hints = DismissedHint.objects.select_for_update(of=("self",)).select_related("client")
    hint = hints.filter(pk=hint_id).first()
    if hint is None:
        return
    hint.delete()
    record(
        actor=actor,
        verb="hint-restored",
        about=hint.client.about,
        client_id=hint.client_id,
        changes={"hint": (hint.typed, hint.proposed)},
    )
