"""Who is due a reminder: one query, asked for a day, a preview, and again under lock."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import (
    Case,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
    Window,
)
from django.db.models.functions import Coalesce, Greatest, Lower, RowNumber

from escale.dotations.brake import MOST_BEFORE_REMINDERS_STOP, sent_number
from escale.dotations.models import Dotation
from escale.dotations.states import OPEN, DotationStatus
from escale.kernel.many import numbers
from escale.mailing.states import GONE, MessageState
from escale.reminders.models import Reminder, ReminderPlan
from escale.reminders.steps import Kind, start_of
from escale.reminders.terms import DAYS_BETWEEN_MAILS

# Its mail has arrived, as far as we know; one that waits in the outbox speaks for itself.
ARRIVED = Q(last_message=None) | Q(last_message__state__in=sorted(GONE | {MessageState.CANCELLED}))


def waiting(client_id: int, kind: Kind) -> QuerySet[Any]:
    """Whose step is missing, with `silent_since`. A title that is over is closed (D10).

    Of an activation: their last e-mail that was no reminder of ours. Of an application: the
    account, or the password chosen since.
    """
    rows = Dotation.objects.filter(
        ARRIVED,
        client_id=client_id,
        status=DotationStatus.AWAITING_ACTIVATION,
    )
    if kind == Kind.APPLICATION:
        return rows.filter(account_created_at__isnull=False).annotate(
            silent_since=Greatest("account_created_at", "password_chosen_at")
        )
    reminded = Reminder.objects.filter(dotation=OuterRef("pk"), message=OuterRef("last_message"))
    unbraked = rows.alias(sent=sent_number()).filter(sent__lt=MOST_BEFORE_REMINDERS_STOP)
    return unbraked.filter(account_created_at=None).annotate(
        silent_since=Coalesce(
            Subquery(reminded.values("silent_since")[:1]),
            F("last_message__created_at"),
            F("invited_at"),
        )
    )


def due(
    plan: ReminderPlan, kind: Kind, day: date, *, among: Sequence[int] | None = None
) -> QuerySet[Any]:
    """Who gets a reminder that day, with its `step`: the latest that is reached.

    Whoever has been silent for months gets one reminder, not all those missed. One person, one
    e-mail: of several dotations at one address, the others wait until their days have passed.
    """
    steps = plan.steps(kind)
    rows = waiting(plan.client_id, kind)
    if among is not None:
        rows = rows.filter(pk__in=numbers(among))
    if not steps:
        return rows.none()
    reached = [When(step.reached(day), then=Value(step.number)) for step in steps]
    rows = rows.annotate(step=Case(*reached, default=Value(0), output_field=IntegerField()))
    left = Reminder.objects.filter(dotation=OuterRef("pk"), kind=kind, step__gte=OuterRef("step"))
    rows = rows.filter(step__gt=0).exclude(Exists(left)).exclude(written_lately(day))
    place = Window(RowNumber(), partition_by=Lower("email"), order_by="pk")
    one_a_person: QuerySet[Any] = rows.alias(place=place).filter(place=1)
    return one_a_person


def written_lately(day: date) -> Exists:
    """An e-mail about any dotation at the same address, whoever asked for it, days ago.

    A mail that was cancelled has reached nobody.
    """
    since = start_of(day - timedelta(days=DAYS_BETWEEN_MAILS - 1))
    return Exists(
        Dotation.objects.annotate(address=Lower("email"))
        .filter(
            address=Lower(OuterRef("email")),
            client=OuterRef("client"),
            status__in=sorted(OPEN),
            last_message__created_at__gte=since,
        )
        .exclude(last_message__state=MessageState.CANCELLED)
    )
