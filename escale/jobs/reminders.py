"""Reminders are queued away from the page, one client after the other; digests once a day."""

import logging

from procrastinate import JobContext
from procrastinate.contrib.django import app

from escale.clients.models import Member
from escale.clients.turns import turn_of
from escale.jobs.deferring import defer_once
from escale.jobs.mail import deliver_mail
from escale.reminders.actions import send_reminders as sending
from escale.reminders.actions.send_digest import send_digest
from escale.reminders.deferred import SEND_REMINDERS
from escale.reminders.models import ReminderPlan
from escale.reminders.queries import members_to_tell, plans_to_run
from escale.tenancy.scopes import job_scope

logger = logging.getLogger(__name__)


@app.task(**SEND_REMINDERS.task, pass_context=True)
def send_reminders(context: JobContext, plan_id: int) -> None:
    with job_scope(ReminderPlan, plan_id):
        sending.send_reminders(plan_id=plan_id, should_stop=context.should_abort)
    # A worker defers on a connection of its own: what the action deferred itself may have run
    # before its e-mails were committed.
    deliver_mail.defer()


def send_due_reminders() -> None:
    """A job for each client whose hours have come: one that fails holds up no other."""
    for plan in plans_to_run():
        job = send_reminders.configure(
            lock=turn_of(plan.client_id), queueing_lock=f"reminders:{plan.pk}"
        )
        defer_once(job, plan_id=plan.pk)


def send_digests(context: JobContext) -> None:
    """One member whose digest fails holds up no other."""
    for member_id in members_to_tell():
        if context.should_abort():
            return
        try:
            with job_scope(Member, member_id):
                send_digest(member_id=member_id)
        except Exception:
            logger.exception("digest of member %d: to be tried again", member_id)
    deliver_mail.defer()
