from django.db import transaction
from django.db.models.functions import Now

from escale.clients.models import Member
from escale.dotations.actions.return_to_last_mail import return_to_last_mail
from escale.journal.actions.record import record
from escale.mailing.actions.cancel_these_messages import cancel_these_messages
from escale.mailing.states import MessageState
from escale.reminders.models import Reminder, ReminderPlan
from escale.reminders.queries import UNSETTLED, lock_plan


@transaction.atomic
def switch_off(*, member: Member) -> int:
    """Nothing more leaves, not even what still waits in the outbox; how many were held back.

    Those have reached nobody: they may leave again if the plan is switched on one day.
    """
    known = ReminderPlan.objects.filter(client_id=member.client_id, is_on=True).first()
    if known is None or not (plan := lock_plan(known.pk)).is_on:
        return 0
    ReminderPlan.objects.filter(pk=plan.pk).update(
        is_on=False, changed_by=member.actor.label, changed_at=Now(), done_on=None
    )
    held_back = _hold_back(plan)
    record(
        actor=member.actor,
        verb="reminders-switched-off",
        about=plan.client.about,
        client_id=plan.client_id,
        changes={"held_back": ("", str(held_back))} if held_back else {},
    )
    return held_back


def _hold_back(plan: ReminderPlan) -> int:
    waiting = Reminder.objects.filter(client_id=plan.client_id, message__state__in=UNSETTLED)
    ids = list(waiting.values_list("message_id", flat=True))
    cancel_these_messages(ids=ids)
    return_to_last_mail(cancelled=ids)
    # Some may have left while we asked.
    cancelled = Reminder.objects.filter(
        client_id=plan.client_id, message_id__in=ids, message__state=MessageState.CANCELLED
    )
    return cancelled.delete()[0]
