from dataclasses import dataclass

from django.db import transaction

from escale.accounts.emails import send_password_changed
from escale.clients.emails import send_administrator_added
from escale.clients.models import Member, Role
from escale.journal.actions.record import record
from escale.journal.actor import Actor


@dataclass(frozen=True, slots=True)
class MemberTerms:
    """What staff may change of a member; an empty password leaves the present one."""

    full_name: str
    role: Role
    is_active: bool
    password: str = ""


@transaction.atomic
def change_member(*, actor: Actor, member_id: int, terms: MemberTerms) -> Member:
    """Only what differs is written and journaled; of a password, that there is a new one."""
    member = (Member.objects.select_for_update(of=("self",)).select_related("user", "client")).get(
        pk=member_id
    )
    user = member.user
    changes = {
        "full_name": (user.full_name, terms.full_name),
        "role": (member.role, terms.role.value),
        "is_active": (str(user.is_active), str(terms.is_active)),
    }
    changes = {field: pair for field, pair in changes.items() if pair[0] != pair[1]}
    if terms.password:
        user.set_password(terms.password)
        changes["password"] = ("", "•")
    if not changes:
        return member
    user.full_name, user.is_active, member.role = terms.full_name, terms.is_active, terms.role
    user.save()
    member.save()
    record(
        actor=actor,
        verb="member-changed",
        about=member.client.about,
        client_id=member.client_id,
        changes={"identifier": (user.identifier, user.identifier)} | changes,
    )
    if terms.password:
        send_password_changed(user)
    if "role" in changes and member.role == Role.ADMINISTRATOR:
        send_administrator_added(member, by=actor.label)
    return member
