from datetime import timedelta

from django.conf import settings
from django.db.models import Max, Q
from django.db.models.functions import Now

from escale.bounces.errors import AlreadyDecided
from escale.bounces.models import ReceivedBounce, ReceivedBounceQuerySet
from escale.bounces.parsing.verdicts import BounceClass
from escale.bounces.states import TO_LOOK_AT, BounceState
from escale.mailing.models import OutgoingMessage

HOUR = timedelta(hours=1)
# Where to stop looking for mail of the last hour, so that a storm of bounces stays cheap.
NEWEST_MESSAGES = 200_000
READABLE_BYTES = 50_000


def bounces_to_look_at_count() -> int:
    return ReceivedBounce.objects.to_look_at().count()


def delays_about(about: str) -> ReceivedBounceQuerySet:
    """What servers told of mail about this that they could not deliver yet, or any more."""
    told = ReceivedBounce.objects.filter(
        message__about=about, bounce_class=BounceClass.DELAYED, state=BounceState.IGNORED
    )
    return told.select_related("message").defer("content").order_by("id")


def failures_with_text(key: str) -> int:
    """How many messages failed with this text within an hour."""
    applied = ReceivedBounce.objects.filter(text_key=key, state=BounceState.APPLIED)
    return applied.filter(received_at__gte=Now() - HOUR).count()


def has_held_with_text(key: str) -> bool:
    held = ReceivedBounce.objects.filter(text_key=key, state=BounceState.HELD)
    return held.filter(received_at__gte=Now() - HOUR).exists()


def is_sent_at_least(number: int) -> bool:
    """Whether that many messages were sent within an hour."""
    newest = OutgoingMessage.objects.aggregate(newest=Max("pk"))["newest"] or 0
    recent = OutgoingMessage.objects.filter(
        pk__gt=newest - NEWEST_MESSAGES, sent_at__gte=Now() - HOUR
    )
    return len(recent.order_by("-pk").values_list("pk")[:number]) == number


def lock_bounce_to_look_at(bounce_id: int) -> ReceivedBounce:
    """Held until the transaction ends. Raises AlreadyDecided."""
    bounces = ReceivedBounce.objects.to_look_at().select_for_update(of=("self",))
    bounce = bounces.filter(pk=bounce_id).first()
    if bounce is None:
        raise AlreadyDecided
    return bounce


def sent_to(message_id: int | None) -> str:
    """The recipient of a message, empty when there is no such message."""
    recipients = OutgoingMessage.objects.filter(pk=message_id or 0).values_list("recipient")
    return next((recipient for (recipient,) in recipients), "")


def readable_content(bounce: ReceivedBounce) -> str:
    """What came, as text to look at; empty once it is forgotten."""
    content = bytes(bounce.content or b"")[:READABLE_BYTES].decode("utf-8", "replace")
    return "".join(
        letter if letter.isprintable() or letter in "\t\n" else " " for letter in content
    )


def bounces_to_forget() -> ReceivedBounceQuerySet:
    """What came BOUNCE_CONTENT_DAYS ago, and still is as it came.

    A bounce that a person still has to look at is kept twice as long, then goes all the same:
    nobody looks at what is that old.
    """
    kept = timedelta(days=settings.BOUNCE_CONTENT_DAYS)
    is_over = ~Q(state__in=TO_LOOK_AT) & Q(received_at__lt=Now() - kept)
    is_too_old = Q(received_at__lt=Now() - 2 * kept)
    return ReceivedBounce.objects.filter(is_over | is_too_old, content__isnull=False)
