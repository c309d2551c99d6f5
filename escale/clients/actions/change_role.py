from django.db import transaction

from escale.clients.emails import send_administrator_added
from escale.clients.models import Client, Member, Role
from escale.clients.rules import check_leaves_an_administrator
from escale.journal.actions.record import record
from escale.journal.actor import Actor


@transaction.atomic
def change_role(*, actor: Actor, member_id: int, role: Role) -> Member:
    """Holds from the member's next page. Raises LastAdministrator."""
    member = Member.objects.with_people().get(pk=member_id)
    # One change of rights at a time in a client: two administrators may demote each other.
    Client.objects.select_for_update().get(pk=member.client_id)
    member.refresh_from_db(fields=["role"])
    former = member.role
    if role == former:
        return member
    check_leaves_an_administrator(member)
    member.role = role
    member.save(update_fields=["role"])
    record(
        actor=actor,
        verb="role-changed",
        about=member.client.about,
        client_id=member.client_id,
        changes={
            "identifier": (member.user.identifier, member.user.identifier),
            "role": (former, role),
        },
    )
    if role == Role.ADMINISTRATOR:
        send_administrator_added(member, by=actor.label)
    return member
