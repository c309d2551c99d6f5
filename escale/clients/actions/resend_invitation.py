from datetime import timedelta

from django.db import transaction

from escale.clients.emails import send_invitation
from escale.clients.errors import InvitedMomentsAgo
from escale.clients.models import Invitation
from escale.journal.actions.record import record
from escale.journal.actor import Actor
from escale.kernel import clock

BETWEEN_INVITATIONS = timedelta(minutes=10)


@transaction.atomic
def resend_invitation(*, actor: Actor, invitation_id: int) -> Invitation:
    """A new link, for as long as a first one; the former dies. Raises InvitedMomentsAgo."""
    invitation = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("client", "message")
        .get(pk=invitation_id)
    )
    now = clock.database_now()
    if now - invitation.sent_at < BETWEEN_INVITATIONS and not invitation.is_refused:
        raise InvitedMomentsAgo
    invitation.generation += 1
    invitation.sent_at = now
    invitation.message = send_invitation(invitation)
    invitation.save(update_fields=["generation", "sent_at", "message"])
    record(
        actor=actor,
        verb="invitation-resent",
        about=invitation.client.about,
        client_id=invitation.client_id,
        changes={"email": (invitation.email, invitation.email)},
        message_id=invitation.message.pk,
    )
    return invitation
