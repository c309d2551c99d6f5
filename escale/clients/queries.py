from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.db.models.functions import Lower

from escale.accounts.models import User
from escale.clients.links import InvitationClaim, read_digest_token, read_invitation_token
from escale.clients.models import Client, Invitation, Member, Role
from escale.kernel import clock
from escale.kernel.languages import FRENCH


def member_of(user: User | AnonymousUser) -> Member | None:
    """The place of a signed-in person in a client; None for staff and for nobody."""
    if not user.is_authenticated:
        return None
    return Member.objects.with_people().filter(user_id=user.pk).first()


def has_clients() -> bool:
    """Whether any organisation is known at all."""
    return Client.objects.exists()


def client_with_code(code: str) -> Client | None:
    return Client.objects.filter(code=code.strip()).first()


def is_identifier_taken(identifier: str) -> bool:
    """Whether somebody signs in with it already, whatever its letter case."""
    return User.objects.filter(identifier=identifier.lower()).exists()


def viewer_of(client_id: int, user: User) -> Member | None:
    """Staff looking at a client's portal: a member who only reads, and who is never stored."""
    client = Client.objects.filter(pk=client_id).first()
    return Member(user=user, client=client, role=Role.READER) if client else None


def members_visible_to(member: Member) -> QuerySet[Member]:
    """Colleagues, oneself included, by name."""
    colleagues = Member.objects.filter(client_id=member.client_id).with_people()
    return colleagues.order_by(Lower("user__full_name"), "user__identifier")


def invitations_visible_to(member: Member) -> QuerySet[Invitation]:
    """Those that wait for an answer, the newest first: for administrators alone."""
    waiting = Invitation.objects.filter(client_id=member.client_id).select_related("message")
    return waiting.order_by("-sent_at") if member.can_administer else waiting.none()


def administrators_of(client: Client) -> QuerySet[Member]:
    """Those who can sign in."""
    return client.members.filter(role=Role.ADMINISTRATOR, user__is_active=True).with_people()


def addresses_for_orders(client: Client) -> list[tuple[str, str]]:
    """The organisation's, and those of the members who asked for a copy; the language of each."""
    members = client.members.filter(user__is_active=True).with_people()
    languages = {member.address.lower(): member.user.reading_language for member in members}
    copied = (member.address for member in members if member.receives_order_mails)
    # In order, each once, whatever its letter case.
    addresses = {address.lower(): address for address in (client.email, *copied) if address}
    return [(address, languages.get(key, FRENCH)) for key, address in addresses.items()]


class InvitationState(StrEnum):
    VALID = "valid"
    EXPIRED = "expired"
    # Accepted, cancelled, replaced, forged: one answer for all, it teaches nothing.
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class OpenedInvitation:
    """What a link leads to. `invitation` only where the link is good: a dead one shows nothing."""

    state: InvitationState
    claim: InvitationClaim | None = None
    invitation: Invitation | None = None


def open_invitation(token: str) -> OpenedInvitation:
    claim = read_invitation_token(token)
    invitations = Invitation.objects.select_related("client")
    invitation = invitations.filter(pk=claim.invitation_id).first() if claim else None
    if claim is None or invitation is None or not is_current(claim, invitation):
        return OpenedInvitation(InvitationState.GONE)
    if claim.expires_at <= clock.database_now():
        return OpenedInvitation(InvitationState.EXPIRED)
    return OpenedInvitation(InvitationState.VALID, claim, invitation)


def is_current(claim: InvitationClaim, invitation: Invitation) -> bool:
    return claim.generation == invitation.generation


def member_whose_digest_ends(token: str) -> Member | None:
    """By the link of the digest; None where it is none of ours, or the member is gone."""
    member_id = read_digest_token(token)
    members = Member.objects.with_people()
    return None if member_id is None else members.filter(pk=member_id).first()


def clients_with(ids: Iterable[int]) -> dict[int, Client]:
    """By their identifiers."""
    return Client.objects.in_bulk(list(ids))
