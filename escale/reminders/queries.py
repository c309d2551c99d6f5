"""Reading plans and what they do: who would be reminded, who not and why, what has left."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Case, CharField, Count, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate, localtime

from escale.clients.models import Client, Member, Role
from escale.dotations.models import Dotation
from escale.dotations.states import BEFORE_FIRST_EMAIL, EDITABLE, DotationStatus
from escale.kernel import clock
from escale.kernel.many import numbers
from escale.mailing.states import SETTLED, MessageState
from escale.reminders.due import due, waiting, written_lately
from escale.reminders.models import Digest, Reminder, ReminderPlan
from escale.reminders.steps import Kind, Step
from escale.reminders.terms import WORKING_DAYS, Terms

UNSETTLED = sorted(set(MessageState) - SETTLED)
# Days ahead that a preview tells of.
HORIZONS = (7, 30)
BY_NAME = ("last_name", "first_name", "pk")
GROUPED = """
    SELECT kind, step, number, count(*),
           (array_agg(id ORDER BY last_name, first_name, id))[1:%s]
    FROM ({due}) AS due(kind, step, number, last_name, first_name, id) GROUP BY 1, 2, 3
"""
# From this hour on, in the morning.
DIGEST_HOUR = 8


class Reason(StrEnum):
    """Why a dotation that is not activated gets no reminder at the next departure."""

    EMAIL_ERROR = "email-error"
    NOT_SENT_YET = "not-sent-yet"
    NOT_WANTED = "not-wanted"
    RECENT = "recent"
    # Its days have not passed, or all of its reminders have left.
    NOT_ITS_TURN = "not-its-turn"


class Recipient(NamedTuple):
    dotation_id: int
    first_name: str
    last_name: str
    order_number: int


class _Group(NamedTuple):
    """E-mails of one step to one order; `firsts` are dotations, by name."""

    kind: str
    number: int
    order_number: int
    mails: int
    firsts: list[int]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a plan would do from now on, if nobody activated.

    `first`: e-mails of the next departure by step; `by_order` the same, newest order first.
    `ahead`: e-mails by step until so many days from now, the next departure included.
    """

    departs_at: datetime
    first: dict[Step, int]
    by_order: dict[int, int]
    ahead: dict[int, dict[Step, int]]
    left_out: dict[Reason, int]
    recipients: list[Recipient]

    @property
    def total(self) -> int:
        return sum(self.first.values())


class HistoryDay(NamedTuple):
    """Reminders that left on one day, and what became of their e-mails."""

    day: date
    activation: int
    application: int
    failed: int
    waiting: int


def plan_of(client: Client) -> ReminderPlan:
    """The client's, or what is proposed to one that has never had any: off, and not stored."""
    known = ReminderPlan.objects.filter(client=client).first()
    return known or ReminderPlan.of(client, Terms())


def lock_plan(plan_id: int) -> ReminderPlan:
    plans = ReminderPlan.objects.select_for_update(of=("self",)).select_related("client")
    return plans.get(pk=plan_id)


def plans_to_run() -> list[ReminderPlan]:
    """Those that are on, whose hours have come, and whose day is not done."""
    on = ReminderPlan.objects.filter(is_on=True).exclude(done_on=clock.today()).order_by("pk")
    return [plan for plan in on if plan.may_send(clock.now())]


def count_first(plan: ReminderPlan) -> int:
    """E-mails of the next departure, what a person confirms."""
    day = localdate(plan.next_departure(clock.now()))
    return sum(group.mails for group in _first(plan, day))


def preview(plan: ReminderPlan, *, most: int) -> Preview:
    """At most that many recipients are named."""
    departs_at = plan.next_departure(clock.now())
    day = localdate(departs_at)
    steps = {(step.kind, step.number): step for kind in Kind for step in plan.steps(kind)[::-1]}
    mails: Counter[Step] = Counter()
    by_order: Counter[int] = Counter()
    groups = _first(plan, day, most)
    for group in groups:
        mails[steps[Kind(group.kind), group.number]] += group.mails
        by_order[group.order_number] += group.mails
    return Preview(
        departs_at,
        {step: mails[step] for step in steps.values()},
        dict(sorted(by_order.items(), reverse=True)),
        _ahead(plan, day),
        _left_out(plan, day, due_now=sum(mails.values())),
        _recipients([pk for group in groups for pk in group.firsts], most),
    )


def _first(plan: ReminderPlan, day: date, most: int = 0) -> list[_Group]:
    """In one statement."""
    parts: list[str] = []
    values: list[Any] = [most]
    for kind in Kind:
        if plan.steps(kind):
            found = due(plan, kind, day).values_list("step", "order_id", *BY_NAME)
            statement, parameters = found.query.sql_with_params()
            parts.append(f"SELECT %s, found.* FROM ({statement}) AS found")  # noqa: S608
            values += [kind.value, *parameters]
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(GROUPED.format(due=" UNION ALL ".join(parts)), values)
        return [_Group(*row) for row in cursor.fetchall()]


def _ahead(plan: ReminderPlan, day: date) -> dict[int, dict[Step, int]]:
    """Two statements. A step is passed over where a later one leaves on `day`."""
    ahead: dict[int, dict[Step, int]] = {horizon: {} for horizon in HORIZONS}
    for kind in Kind:
        steps, counts = plan.steps(kind), {}
        for place, step in enumerate(steps):
            passed_over = Q(*(later.reached(day) for later in steps[:place]), _connector=Q.OR)
            for horizon in HORIZONS:
                leaves = step.reached(_last_departure(plan, day, horizon)) & Q(left__lt=step.number)
                condition = leaves & ~passed_over if steps[:place] else leaves
                counts[f"in_{horizon}_{step.number}"] = Count("pk", filter=condition)
        left = Reminder.objects.filter(dotation=OuterRef("pk"), kind=kind).order_by("-step")
        rows = waiting(plan.client_id, kind).annotate(
            left=Coalesce(Subquery(left.values("step")[:1]), 0)
        )
        found = rows.aggregate(**counts) if counts else {}
        for horizon in HORIZONS:
            ahead[horizon] |= {step: found[f"in_{horizon}_{step.number}"] for step in steps[::-1]}
    return ahead


def _last_departure(plan: ReminderPlan, day: date, horizon: int) -> date:
    last = clock.today() + timedelta(days=horizon)
    while last.isoweekday() not in plan.weekdays:
        last -= timedelta(days=1)
    return max(last, day)


def _left_out(plan: ReminderPlan, day: date, *, due_now: int) -> dict[Reason, int]:
    cases = [
        When(status=DotationStatus.EMAIL_ERROR, then=Value(Reason.EMAIL_ERROR)),
        When(status__in=sorted(BEFORE_FIRST_EMAIL), then=Value(Reason.NOT_SENT_YET)),
        *_not_wanted(plan),
        When(written_lately(day), then=Value(Reason.RECENT)),
    ]
    open_rows = Dotation.objects.filter(
        client_id=plan.client_id, status__in=sorted(EDITABLE | BEFORE_FIRST_EMAIL)
    )
    counted = dict(
        open_rows.order_by()
        .annotate(why=Case(*cases, default=Value(Reason.NOT_ITS_TURN), output_field=CharField()))
        .values_list("why")
        .annotate(number=Count("pk"))
    )
    counted[Reason.NOT_ITS_TURN] = counted.get(Reason.NOT_ITS_TURN, 0) - due_now
    return {why: counted[why] for why in Reason if counted.get(why, 0) > 0}


def _not_wanted(plan: ReminderPlan) -> list[When]:
    wanted = {kind: bool(plan.steps(kind)) for kind in Kind}
    has_none = {Kind.ACTIVATION: True, Kind.APPLICATION: False}
    return [
        When(account_created_at__isnull=has_none[kind], then=Value(Reason.NOT_WANTED))
        for kind in Kind
        if not wanted[kind]
    ]


def _recipients(ids: list[int], most: int) -> list[Recipient]:
    named = Dotation.objects.filter(pk__in=numbers(ids)).order_by(*BY_NAME)
    columns = ("pk", "first_name", "last_name", "order_id")
    return [Recipient(*row) for row in named.values_list(*columns)[:most]]


def history(member: Member, *, limit: int, offset: int) -> tuple[list[HistoryDay], int]:
    """The newest days first, and how many days there are in all."""
    mine = Reminder.objects.filter(client_id=member.client_id)
    days = (
        mine.values_list("day")
        .annotate(
            activation=Count("pk", filter=Q(kind=Kind.ACTIVATION)),
            application=Count("pk", filter=Q(kind=Kind.APPLICATION)),
            failed=Count("pk", filter=Q(message__state=MessageState.FAILED)),
            waiting=Count("pk", filter=Q(message__state__in=UNSETTLED)),
        )
        .order_by("-day")
    )
    total = mine.aggregate(days=Count("day", distinct=True))["days"]
    return [HistoryDay(*row) for row in days[offset : offset + limit]], total


def members_to_tell() -> list[int]:
    """Who may get a digest and has not been looked at today; nobody at night and at weekends."""
    now = localtime(clock.now())
    if now.isoweekday() not in WORKING_DAYS or now.hour < DIGEST_HOUR:
        return []
    of_errors = Q(is_told_of_errors=True) & ~Q(role=Role.READER)
    wanted = Member.objects.filter(Q(receives_digest=True) | of_errors, user__is_active=True)
    looked_at = Digest.objects.filter(looked_on__gte=now.date()).values("member")
    return list(wanted.exclude(pk__in=looked_at).order_by("pk").values_list("pk", flat=True))
