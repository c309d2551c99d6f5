from django.db import transaction

from escale.clients.models import Member
from escale.journal.actions.record import record

FLAGS = ("receives_digest", "is_told_of_errors")


@transaction.atomic
def end_digest(*, member_id: int) -> Member:
    """By the link of the digest itself: neither the daily one nor that of errors leaves."""
    members = Member.objects.select_for_update(of=("self",)).with_people()
    member = members.get(pk=member_id)
    changes = {flag: ("True", "False") for flag in FLAGS if getattr(member, flag)}
    if not changes:
        return member
    member.receives_digest = member.is_told_of_errors = False
    member.save(update_fields=FLAGS)
    record(
        actor=member.actor,
        verb="member-changed",
        about=member.client.about,
        client_id=member.client_id,
        changes={"identifier": (member.user.identifier, member.user.identifier)} | changes,
    )
    return member
