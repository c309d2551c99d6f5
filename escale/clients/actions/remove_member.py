from django.db import transaction

from escale.clients.models import Client, Member
from escale.clients.rules import check_leaves_an_administrator
from escale.journal.actions.record import record
from escale.journal.actor import Actor
from escale.tenancy.scopes import system_scope


@transaction.atomic
def remove_member(*, actor: Actor, member_id: int) -> None:
    """The person's account goes with their place: every session of theirs ends at once.

    What they did stays in the journal, under their name. Raises LastAdministrator.
    """
    member = Member.objects.with_people().get(pk=member_id)
    Client.objects.select_for_update().get(pk=member.client_id)
    member.refresh_from_db(fields=["role"])
    check_leaves_an_administrator(member)
    record(
        actor=actor,
        verb="member-removed",
        about=member.client.about,
        client_id=member.client_id,
        changes={"identifier": (member.user.identifier, ""), "role": (member.role, "")},
    )
    # With sessions and second factors, which are closed to a client.
    with system_scope():
        member.user.delete()
