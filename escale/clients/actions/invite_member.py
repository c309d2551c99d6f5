from django.db import transaction

from escale.clients.emails import send_invitation
from escale.clients.errors import AlreadyInvited, AlreadyMember, TooManyInvitations
from escale.clients.models import Client, Invitation, Member, Role
from escale.journal.actions.record import record
from escale.journal.actor import Actor
from escale.kernel import clock
from escale.kernel.emails import parse_email

# More than an organisation ever waits for: an account that was stolen must not flood strangers.
MOST_WAITING = 50


@transaction.atomic
def invite_member(*, actor: Actor, client: Client, email: str, role: Role) -> Invitation:
    """Raises EmailRefused, AlreadyMember, AlreadyInvited and TooManyInvitations.

    Whether the address belongs to another client's member is not said: it is theirs to know (D9).
    """
    address = parse_email(email)
    Client.objects.select_for_update().get(pk=client.pk)
    if Member.objects.filter(client=client, user__identifier=address.lower()).exists():
        raise AlreadyMember(address)
    if client.invitations.filter(email__iexact=address).exists():
        raise AlreadyInvited(address)
    if client.invitations.count() >= MOST_WAITING:
        raise TooManyInvitations
    invitation = Invitation.objects.create(
        client=client,
        email=address,
        role=role,
        invited_by=actor.label,
        sent_at=clock.database_now(),
    )
    invitation.message = send_invitation(invitation)
    invitation.save(update_fields=["message"])
    record(
        actor=actor,
        verb="member-invited",
        about=client.about,
        client_id=client.pk,
        changes={"email": ("", address), "role": ("", role)},
        message_id=invitation.message.pk,
    )
    return invitation
