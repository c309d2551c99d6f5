from django.db import transaction

from escale.clients.models import Member
from escale.journal.actions.record import record
from escale.journal.actor import Actor


@transaction.atomic
def change_preferences(
    *,
    actor: Actor,
    member_id: int,
    full_name: str,
    receives_order_mails: bool,
    receives_digest: bool,
    is_told_of_errors: bool,
) -> Member:
    """What members decide of themselves: their name, the e-mails they get."""
    members = Member.objects.select_for_update(of=("self",)).with_people()
    member = members.get(pk=member_id)
    changes = {
        "full_name": (member.user.full_name, full_name),
        "receives_order_mails": (str(member.receives_order_mails), str(receives_order_mails)),
        "receives_digest": (str(member.receives_digest), str(receives_digest)),
        "is_told_of_errors": (str(member.is_told_of_errors), str(is_told_of_errors)),
    }
    changes = {field: pair for field, pair in changes.items() if pair[0] != pair[1]}
    if not changes:
        return member
    member.user.full_name = full_name
    member.receives_order_mails = receives_order_mails
    member.receives_digest = receives_digest
    member.is_told_of_errors = is_told_of_errors
    member.user.save(update_fields=["full_name"])
    member.save(update_fields=["receives_order_mails", "receives_digest", "is_told_of_errors"])
    record(
        actor=actor,
        verb="member-changed",
        about=member.client.about,
        client_id=member.client_id,
        changes={"identifier": (member.user.identifier, member.user.identifier)} | changes,
    )
    return member
