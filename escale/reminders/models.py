from datetime import datetime, timedelta
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.timezone import localtime

from escale.clients.models import Client, Member
from escale.dotations.models import Dotation
from escale.mailing.models import OutgoingMessage
from escale.reminders.steps import BEFORE_END, MOST, Kind, Step, start_of
from escale.reminders.terms import Terms


class ReminderPlan(models.Model):
    """Which reminders leave by themselves for a client, and when; off, none does."""

    client = models.OneToOneField(Client, on_delete=models.CASCADE, related_name="+")
    is_on = models.BooleanField(default=False)
    activation_days = ArrayField(models.PositiveSmallIntegerField(), size=MOST, default=list)
    application_days = ArrayField(models.PositiveSmallIntegerField(), size=MOST, default=list)
    days_before_end = models.PositiveSmallIntegerField(null=True)
    from_hour = models.PositiveSmallIntegerField()
    until_hour = models.PositiveSmallIntegerField()
    # Monday is 1.
    weekdays = ArrayField(models.PositiveSmallIntegerField(), size=7, default=list)
    changed_by = models.CharField(max_length=200)
    changed_at = models.DateTimeField(db_default=Now())
    # The last day of which all that was due has been queued; none since the plan changed.
    done_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(from_hour__lt=models.F("until_hour")) & Q(until_hour__lte=24),
                name="reminder_plan_hours",
            ),
        ]

    def __str__(self) -> str:
        return f"reminders of client {self.client_id}"

    @classmethod
    def of(cls, client: Client, terms: Terms) -> "ReminderPlan":
        """One that is not stored, to see what it would do."""
        return cls(client=client, **terms_as_fields(terms))

    @property
    def terms(self) -> Terms:
        return Terms(
            tuple(self.activation_days),
            tuple(self.application_days),
            self.days_before_end,
            self.from_hour,
            self.until_hour,
            tuple(self.weekdays),
        )

    def steps(self, kind: Kind) -> list[Step]:
        """The latest first."""
        days = self.activation_days if kind == Kind.ACTIVATION else self.application_days
        steps = [Step(kind, number, after) for number, after in enumerate(days, start=1)]
        # Whoever must not be reminded of the application is not at the end either.
        if self.days_before_end and (days or kind == Kind.ACTIVATION):
            steps.append(Step(kind, BEFORE_END, self.days_before_end))
        return steps[::-1]

    def may_send(self, moment: datetime) -> bool:
        """Neither at night nor on a day that was not chosen."""
        local = localtime(moment)
        in_hours = self.from_hour <= local.hour < self.until_hour
        return in_hours and local.isoweekday() in self.weekdays

    def next_departure(self, moment: datetime) -> datetime:
        """When the next reminders leave, if any are due: now, or at the next hour that suits."""
        if self.may_send(moment) and self.done_on != localtime(moment).date():
            return moment
        day = localtime(moment).date()
        is_over = localtime(moment).hour >= self.from_hour
        if is_over or self.done_on == day:
            day += timedelta(days=1)
        while day.isoweekday() not in self.weekdays:
            day += timedelta(days=1)
        return start_of(day).replace(hour=self.from_hour)


def terms_as_fields(terms: Terms) -> dict[str, object]:
    return {
        "activation_days": list(terms.activation_days),
        "application_days": list(terms.application_days),
        "days_before_end": terms.days_before_end,
        "from_hour": terms.from_hour,
        "until_hour": terms.until_hour,
        "weekdays": list(terms.weekdays),
    }


class Reminder(models.Model):
    """One that left: each step reaches a dotation once at most."""

    client = models.ForeignKey(
        Client, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    # Written by the thousand: no check for each row.
    dotation = models.ForeignKey(
        Dotation, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    kind = models.CharField(max_length=11, choices=Kind.choices)
    step = models.PositiveSmallIntegerField()
    # What the days of its step were counted from: a reminder breaks no silence.
    silent_since = models.DateTimeField()
    message = models.ForeignKey(
        OutgoingMessage,
        on_delete=models.DO_NOTHING,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    # In France.
    day = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dotation", "kind", "step"], name="reminder_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["client", "-day"], name="reminder_history")]

    def __str__(self) -> str:
        return f"{self.kind} {self.step} of {self.dotation_id}"


class Digest(models.Model):
    """Where the daily digest of one member stands."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="+")
    # The last day on which it was looked whether there is something to tell.
    looked_on = models.DateField()
    # What happened until then has been told.
    told_until = models.DateTimeField()
    # It has left once for an error, to who had not asked for it: that first one says so.
    is_introduced = models.BooleanField(default=False, db_default=False)

    def __str__(self) -> str:
        return f"digest of member {self.member_id}"


class ExpiryNotice(models.Model):
    """The members of a client were told that titles end; each step once (D10)."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="+")
    valid_until = models.DateField()
    days_before = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["client", "valid_until", "days_before"], name="expiry_notice_once"
            )
        ]

    def __str__(self) -> str:
        return f"client {self.client_id}, {self.days_before} days before {self.valid_until}"
