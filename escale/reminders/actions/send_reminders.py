from collections.abc import Callable, Iterator

from django.db import connection, transaction

from escale.dotations.actions.correct_contacts import WantedContact, correct_contacts
from escale.dotations.models import Dotation
from escale.dotations.rules import Mail
from escale.journal.actions.record import record
from escale.journal.actor import Actor, Door
from escale.kernel import clock
from escale.kernel.many import numbers
from escale.reminders.due import due
from escale.reminders.models import Reminder, ReminderPlan
from escale.reminders.queries import lock_plan
from escale.reminders.steps import Kind

ACTOR = Actor("Relances automatiques", Door.SYSTEM)
MAILS = {Kind.ACTIVATION: Mail.REMINDER, Kind.APPLICATION: Mail.APPLICATION}
# Short enough for nobody to wait for a row, and for « Arrêter » to be felt at once.
BATCH = 1_000
KEEP = """
    INSERT INTO {reminders} (client_id, dotation_id, kind, step, silent_since, message_id, day)
    SELECT dotation.client_id, dotation.id, %s, reminded.step, reminded.since,
           dotation.last_message_id, %s
    FROM {dotations} AS dotation
    JOIN unnest(%s::bigint[], %s::int[], %s::timestamptz[]) AS reminded(id, step, since)
      ON reminded.id = dotation.id
"""


def send_reminders(*, plan_id: int, should_stop: Callable[[], bool] = lambda: False) -> bool:
    """Queue what is due today; whether all of it is in the outbox.

    Each batch is one transaction, and asks again who is due: a worker killed at any moment leaves
    whole batches, and the next one goes on from there.
    """
    plan = ReminderPlan.objects.get(pk=plan_id)
    for kind, ids in _batches(plan):
        if should_stop() or not _send(plan_id, kind, ids):
            return False
    # Changed meanwhile, it is looked at again.
    as_read = ReminderPlan.objects.filter(pk=plan.pk, is_on=True, changed_at=plan.changed_at)
    as_read.update(done_on=clock.today())
    return True


def _batches(plan: ReminderPlan) -> Iterator[tuple[Kind, list[int]]]:
    for kind in Kind:
        # In the order of identifiers, as whoever locks many of them does.
        ids = sorted(due(plan, kind, clock.today()).values_list("pk", flat=True))
        yield from ((kind, ids[at : at + BATCH]) for at in range(0, len(ids), BATCH))


@transaction.atomic
def _send(plan_id: int, kind: Kind, ids: list[int]) -> bool:
    """By the same action as a row's blue square; False where nothing may leave any more."""
    plan, moment = lock_plan(plan_id), clock.now()
    if not plan.is_on or not plan.may_send(moment):
        return False
    # Held from here on: who activates now waits, and who has is not among them any more.
    held = Dotation.objects.select_for_update(of=("self",)).filter(pk__in=numbers(ids))
    list(held.order_by("pk").values_list("pk", flat=True))
    rows = due(plan, kind, clock.today(), among=ids).values_list("pk", "step", "silent_since")
    found = {pk: (step, since) for pk, step, since in rows}
    wanted = [WantedContact(pk, mail=MAILS[kind]) for pk in sorted(found)]
    done = correct_contacts(actor=ACTOR, wanted=wanted).done
    if not done:
        return True
    _keep(kind, [(pk, *found[pk]) for pk in done])
    record(
        actor=ACTOR,
        verb="reminders-sent",
        about=plan.client.about,
        client_id=plan.client_id,
        changes={"reminder": ("", str(kind.label)), "mails": ("", str(len(done)))},
    )
    return True


def _keep(kind: Kind, reminded: list[tuple[int, int, object]]) -> None:
    """Each step once: where two workers met, the second finds nobody due."""
    tables = {"reminders": Reminder._meta.db_table, "dotations": Dotation._meta.db_table}
    ids, steps, since = zip(*reminded, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(
            KEEP.format(**tables), [kind.value, clock.today(), list(ids), list(steps), list(since)]
        )
