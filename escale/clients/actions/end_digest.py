from django.db import transaction

from escale.clients.actions.change_preferences import change_preferences
from escale.clients.models import Member


@transaction.atomic
def end_digest(*, member_id: int) -> Member:
    """By the link of the digest itself: neither the daily one nor that of errors leaves."""
    member = Member.objects.select_related("user").get(pk=member_id)
    return change_preferences(
        actor=member.actor,
        member_id=member_id,
        full_name=member.user.full_name,
        receives_order_mails=member.receives_order_mails,
        receives_digest=False,
        is_told_of_errors=False,
    )
