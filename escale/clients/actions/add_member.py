from dataclasses import dataclass

from django.db import transaction

from escale.accounts.models import User
from escale.clients.emails import send_administrator_added
from escale.clients.errors import IdentifierTaken
from escale.clients.models import Client, Member, Role
from escale.clients.queries import is_identifier_taken
from escale.journal.actions.record import record
from escale.journal.actor import Actor


@dataclass(frozen=True, slots=True)
class NewMember:
    """Somebody who will sign in with `identifier`; the password is checked by the form."""

    identifier: str
    full_name: str
    role: Role
    password: str


@transaction.atomic
def add_member(*, actor: Actor, client: Client, new: NewMember) -> Member:
    """Raises IdentifierTaken."""
    if is_identifier_taken(new.identifier):
        raise IdentifierTaken(new.identifier)
    user = User.objects.create_user(new.identifier, new.password, full_name=new.full_name)
    member = Member.objects.create(user=user, client=client, role=new.role)
    record(
        actor=actor,
        verb="member-added",
        about=client.about,
        client_id=client.pk,
        changes={"identifier": ("", user.identifier), "role": ("", new.role)},
    )
    if new.role == Role.ADMINISTRATOR:
        send_administrator_added(member, by=actor.label)
    return member
