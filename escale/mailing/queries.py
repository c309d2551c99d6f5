from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, ExpressionWrapper, F, Max, Q, QuerySet, fields
from django.db.models.functions import Now

from escale.mailing.causes import Cause
from escale.mailing.models import MailHold, OutgoingMessage
from escale.mailing.states import SETTLED, WAITING, MessageState

# How the diagnostic of a message that could not be made begins.
UNMADE = "unmade: "
# From this many on, waiting does not mend it: staff have to hear of it.
TRIES_BEFORE_STAFF = 3


def unmade_messages() -> QuerySet[OutgoingMessage]:
    """That we cannot make, tried often enough: of a template or of our code, not of an address."""
    return OutgoingMessage.objects.filter(
        state__in=WAITING, attempts__gte=TRIES_BEFORE_STAFF, diagnostic__startswith=UNMADE
    ).order_by("id")


def messages_refused_for_us() -> QuerySet[OutgoingMessage]:
    """That a server refuses, again and again, for a reason against us."""
    return OutgoingMessage.objects.filter(
        state__in=WAITING,
        attempts__gte=TRIES_BEFORE_STAFF,
        cause=Cause.OURS,
        smtp_code__isnull=False,
    ).order_by("id")


def outbox_counts() -> dict[str, int]:
    """How many messages in each state; states without a message are there with 0."""
    counts = dict(
        OutgoingMessage.objects.values_list("state").annotate(Count("id")).order_by("state")
    )
    return {state.value: counts.get(state.value, 0) for state in MessageState}


def oldest_waiting_age() -> timedelta | None:
    """Since when the oldest message that has not left yet has been waiting."""
    age = ExpressionWrapper(Now() - F("created_at"), output_field=fields.DurationField())
    waiting = OutgoingMessage.objects.filter(state__in=WAITING)
    oldest: timedelta | None = waiting.aggregate(oldest=Max(age))["oldest"]
    return oldest


def last_queued_at(about: str, *, template: str) -> datetime | None:
    """When the newest message of this template about this was queued."""
    messages = OutgoingMessage.objects.filter(about=about, template=template)
    newest: datetime | None = messages.aggregate(newest=Max("created_at"))["newest"]
    return newest


def messages_about(about: str) -> QuerySet[OutgoingMessage]:
    """All messages about one thing, oldest first."""
    return OutgoingMessage.objects.filter(about=about).order_by("id")


def standing_holds() -> QuerySet[MailHold]:
    """What holds mail now, everybody first; a hold of everybody stands until a mail has left."""
    stands = Q(domain="") | Q(until=None) | Q(until__gt=Now())
    return MailHold.objects.filter(stands).order_by("domain")


def messages_to_forget() -> QuerySet[OutgoingMessage]:
    """Settled MESSAGE_DAYS ago, and still naming somebody."""
    before = Now() - timedelta(days=settings.MESSAGE_DAYS)
    settled = OutgoingMessage.objects.filter(state__in=SETTLED, settled_at__lt=before)
    return settled.exclude(recipient="")


def messages_with(ids: Iterable[int]) -> list[OutgoingMessage]:
    """Those that are still there."""
    return list(OutgoingMessage.objects.filter(pk__in=list(ids)))
