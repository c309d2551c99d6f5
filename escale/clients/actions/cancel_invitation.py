from django.db import transaction

from escale.clients.models import Invitation
from escale.journal.actions.record import record
from escale.journal.actor import Actor
from escale.mailing.actions.cancel_these_messages import cancel_these_messages


@transaction.atomic
def cancel_invitation(*, actor: Actor, invitation_id: int) -> Invitation:
    """Its links are dead; an e-mail that has not left stays here."""
    invitation = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("client")
        .get(pk=invitation_id)
    )
    if invitation.message_id:
        cancel_these_messages(ids=[invitation.message_id])
    record(
        actor=actor,
        verb="invitation-cancelled",
        about=invitation.client.about,
        client_id=invitation.client_id,
        changes={"email": (invitation.email, "")},
    )
    invitation.delete()
    return invitation
