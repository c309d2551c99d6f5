"""The e-mails about a client's people."""

from escale.clients.links import INVITATION_LIFETIME, invitation_link
from escale.clients.models import Client, Invitation, Member
from escale.clients.queries import administrators_of
from escale.kernel.languages import FRENCH, in_french
from escale.mailing.actions.queue_message import queue_message
from escale.mailing.actions.queue_messages import NewMessage
from escale.mailing.models import OutgoingMessage


@in_french
def send_invitation(invitation: Invitation) -> OutgoingMessage:
    """To whoever is invited: by whom, with what role, and the link that lets them in once."""
    return queue_message(
        message=NewMessage(
            template="clients/emails/invitation",
            recipient=invitation.email,
            context={
                "client_name": invitation.client.name,
                "invited_by": invitation.invited_by,
                "role": str(invitation.get_role_display()),
                "days": INVITATION_LIFETIME.days,
            },
            links={"invitation": invitation_link(invitation)},
            about=invitation.client.about,
            client_id=invitation.client_id,
        )
    )


def send_administrator_added(added: Member, *, by: str) -> None:
    """To the other administrators: nobody gains all rights unseen (B10)."""
    _tell_administrators(
        added.client,
        "administrator_added",
        {"name": str(added.user), "by": by},
        but=added,
    )


def send_address_replaced(client: Client, *, former: str, by: str) -> None:
    """To the organisation's former address: links to a new password go there no more."""
    reader = client.members.filter(user__identifier=client.code).with_people().first()
    queue_message(
        message=NewMessage(
            template="clients/emails/address_replaced",
            recipient=former,
            language=reader.user.reading_language if reader else FRENCH,
            context={"client_name": client.name, "by": by},
            links={},
            about=client.about,
            client_id=client.pk,
        )
    )


def _tell_administrators(
    client: Client, name: str, context: dict[str, str], *, but: Member
) -> None:
    others = {
        member.address: member.user.reading_language
        for member in administrators_of(client)
        if member.address and member.pk != but.pk
    }
    for address, language in sorted(others.items()):
        queue_message(
            message=NewMessage(
                template=f"clients/emails/{name}",
                recipient=address,
                language=language,
                context={"client_name": client.name, **context},
                links={},
                about=client.about,
                client_id=client.pk,
            )
        )
