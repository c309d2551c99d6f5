"""The reminders of a whole client, silent for ten days: who is due, how long a page and a job take.

The goals are a page's, and a mass send's pace: as many e-mails queued a second.
"""

from time import perf_counter

from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.data import client_with
from bench.goals import Bench, Figures, at_most
from escale.clients.models import Member
from escale.dotations.models import Dotation
from escale.kernel import clock
from escale.reminders.actions.send_reminders import BATCH, send_reminders
from escale.reminders.due import due
from escale.reminders.models import Reminder, ReminderPlan, terms_as_fields
from escale.reminders.queries import preview
from escale.reminders.steps import Kind
from escale.reminders.terms import Terms
from escale.tenancy.scopes import client_scope, job_scope

SECONDS_TO_ASK = 1.0
SECONDS_TO_SHOW = 2.0
MICROSECONDS_TO_QUEUE = 1_000
STATEMENTS_A_BATCH = 25
WRITTEN = """
    WITH written AS (
        INSERT INTO mailing_outgoingmessage
            (template, recipient, context, links, about, client_id, state, attempts, diagnostic,
             cause, next_attempt_at, created_at, sent_at, settled_at)
        SELECT 'dotations/emails/activation', email, '{}', '{}', 'dotation:' || id, client_id,
               'sent', 1, '', '', NULL, now() - interval '10 days', now(), now()
        FROM dotations_dotation WHERE client_id = %s
        RETURNING id, about
    )
    UPDATE dotations_dotation SET last_message_id = written.id, status = 'awaiting_activation',
           invited_at = now() - interval '10 days'
    FROM written WHERE written.about = 'dotation:' || dotations_dotation.id
"""
ANY_TIME = Terms(from_hour=0, until_hour=24, weekdays=(1, 2, 3, 4, 5, 6, 7))


def measure(size: int) -> Figures:
    member = client_with(size, code="bench-reminders")
    _write_to_all(member, size)
    plan = ReminderPlan.objects.create(
        client=member.client, is_on=True, changed_by="Banc", **terms_as_fields(ANY_TIME)
    )
    asking = _timed_asking(plan, size)
    showing = _timed_page(plan, size)
    queueing, statements = _timed_queueing(plan)
    assert Reminder.objects.filter(client=member.client).count() == size
    return {
        "asking": asking,
        "showing": showing,
        "queueing": queueing / size * 1e6,
        "statements": statements / (size / BATCH),
    }


def _write_to_all(member: Member, size: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN, [member.client_id])
        cursor.execute("VACUUM ANALYZE dotations_dotation, mailing_outgoingmessage")
    assert Dotation.objects.filter(last_message__isnull=False).count() == size


def _timed_asking(plan: ReminderPlan, size: int) -> float:
    with client_scope(plan.client_id):
        begun = perf_counter()
        found = due(plan, Kind.ACTIVATION, clock.today()).values_list("pk", flat=True)
        assert len(found) == size
        return perf_counter() - begun


def _timed_page(plan: ReminderPlan, size: int) -> float:
    with client_scope(plan.client_id):
        begun = perf_counter()
        assert preview(plan, most=12).total == size
        return perf_counter() - begun


def _timed_queueing(plan: ReminderPlan) -> tuple[float, int]:
    """Seconds and statements, for all of them."""
    begun = perf_counter()
    with job_scope(ReminderPlan, plan.pk), CaptureQueriesContext(connection) as captured:
        assert send_reminders(plan_id=plan.pk)
    return perf_counter() - begun, len(captured)


BENCHES = (
    Bench(
        "Reminders due", "µs each", (5_000,), (20_000,),
        (
            at_most(SECONDS_TO_ASK, "s", what="asking who is", ours="asking"),
            at_most(SECONDS_TO_SHOW, "s", what="previewing them", ours="showing"),
            at_most(MICROSECONDS_TO_QUEUE, "µs each", what="queueing", ours="queueing"),
            at_most(STATEMENTS_A_BATCH, "", what="statements a batch", ours="statements"),
        ),
        measure,
    ),
)  # fmt: skip
