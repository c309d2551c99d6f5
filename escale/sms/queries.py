from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Now

from escale.sms.models import NO_PHONE, OutgoingText
from escale.sms.states import SETTLED, TextState

BUDGET_PERIOD = timedelta(hours=24)


def texts_sent_to(about: str, within: timedelta) -> int:
    """How many left, or are about to, since then: what a limit on new codes counts.

    Those that never left are not counted: cancelled, or failed at the gateway.
    """
    asked = OutgoingText.objects.filter(about=about, created_at__gt=Now() - within)
    never_left = Q(sent_at__isnull=True, state__in=[TextState.FAILED, TextState.CANCELLED])
    return asked.exclude(never_left).count()


def newest_text(about: str) -> OutgoingText | None:
    return OutgoingText.objects.filter(about=about).order_by("pk").last()


def cost(since: datetime, until: datetime, payer: str | None = None) -> int:
    """Segments charged from `since` to `until` excluded, delivered or not; of one payer, or all."""
    charged = OutgoingText.objects.accepted().filter(sent_at__gte=since, sent_at__lt=until)
    if payer is not None:
        charged = charged.filter(payer=payer)
    return charged.aggregate(total=Sum("segments"))["total"] or 0


def is_stale(text: OutgoingText) -> bool:
    return OutgoingText.objects.stale().filter(pk=text.pk).exists()


def is_over_budget(payer: str) -> bool:
    """Whether a text in hand is one too many for its payer; it is counted itself.

    Those that other workers hold count too: together they never send more than the limit.
    """
    in_hand = Q(state=TextState.SENDING)
    of_the_day = Q(sent_at__gt=Now() - BUDGET_PERIOD)
    counted = OutgoingText.objects.filter(in_hand | of_the_day, payer=payer)
    return counted.count() > settings.SMS_DAILY_LIMIT


def texts_to_forget() -> QuerySet[OutgoingText]:
    """Settled MESSAGE_DAYS ago, and still naming somebody's number."""
    before = Now() - timedelta(days=settings.MESSAGE_DAYS)
    settled = OutgoingText.objects.filter(state__in=SETTLED, settled_at__lt=before)
    return settled.exclude(phone=NO_PHONE)
