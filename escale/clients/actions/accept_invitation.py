from dataclasses import dataclass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from escale.accounts.errors import PasswordRefused
from escale.accounts.models import User
from escale.clients.emails import send_administrator_added
from escale.clients.errors import AddressHasAccess, InvitationGone
from escale.clients.links import InvitationClaim
from escale.clients.models import Invitation, Member, Role
from escale.clients.queries import is_current, is_identifier_taken
from escale.journal.actions.record import record
from escale.kernel import clock


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What somebody who joins says of themselves."""

    full_name: str
    password: str


@transaction.atomic
def accept_invitation(*, claim: InvitationClaim, newcomer: Newcomer) -> Member:
    """Spends the link. Raises InvitationGone, AddressHasAccess and PasswordRefused."""
    invitation = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("client")
        .filter(pk=claim.invitation_id)
        .first()
    )
    if invitation is None or not is_current(claim, invitation):
        raise InvitationGone
    if claim.expires_at <= clock.database_now():
        raise InvitationGone
    if is_identifier_taken(invitation.email):
        raise AddressHasAccess
    member = _open_access(invitation, newcomer)
    record(
        actor=member.actor,
        verb="member-joined",
        about=member.client.about,
        client_id=member.client_id,
        changes={
            "identifier": ("", member.user.identifier),
            "role": ("", member.role),
            "invited_by": ("", invitation.invited_by),
        },
    )
    if member.role == Role.ADMINISTRATOR:
        send_administrator_added(member, by=invitation.invited_by)
    invitation.delete()
    return member


def _open_access(invitation: Invitation, newcomer: Newcomer) -> Member:
    user = User(
        identifier=invitation.email.lower(),
        email=invitation.email,
        full_name=newcomer.full_name,
    )
    try:
        validate_password(newcomer.password, user)
    except ValidationError as refusal:
        raise PasswordRefused(" ".join(refusal.messages)) from None
    user.set_password(newcomer.password)
    user.save()
    return Member.objects.create(user=user, client=invitation.client, role=invitation.role)
