"""One brake on activation e-mails, whoever asks for them (D13): in Python, and the same in SQL.

Of a dotation: none within ten minutes of another, ten at most. A correction to another address is
never braked, nor counted among the ten; e-mail A is another matter. A test compares both.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models import Value as V
from django.db.models.functions import Cast, Coalesce, Concat, Now

from escale.dotations.errors import Braked, SentLately, SentTooOften
from escale.kernel.many import texts
from escale.mailing.models import OutgoingMessage
from escale.mailing.states import MessageState

ACTIVATION = "dotations/emails/activation"
BETWEEN = timedelta(minutes=10)
MOST = 10
# So that one is left for who is asked.
MOST_BEFORE_REMINDERS_STOP = 9
# Kept with a message: what it says was asked for by a correction, not by « renvoyer ».
CORRECTS = "corrects"


class Brake(Enum):
    """How much of it holds."""

    WHOLE = "whole"
    INTERVAL = "interval"
    """A beneficiary who asks for a link: never soon again, however many there were."""
    OFF = "off"
    """An explicit second act, which is journaled."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Activation e-mails of one dotation, those cancelled left out: when the last, how many."""

    last_at: datetime | None = None
    counted: int = 0

    def check(self, now: datetime, brake: Brake = Brake.WHOLE, *, most: int = MOST) -> None:
        """Raises SentLately or SentTooOften."""
        if brake == Brake.OFF:
            return
        if self.last_at is not None and now - self.last_at < BETWEEN:
            raise SentLately(self.last_at, now)
        if brake == Brake.WHOLE and self.counted >= most:
            raise SentTooOften(self.counted)


NOTHING = Sent()


def override_told(sent: Sent, now: datetime) -> dict[str, tuple[str, str]]:
    """For the journal: what would have been refused; empty where nothing would."""
    try:
        sent.check(now)
    except Braked as refused:
        return {"override": ("", str(refused))}
    return {}


def sent_about(abouts: Iterable[str]) -> dict[str, Sent]:
    """What was sent about each of these dotations; absent: nothing. One query."""
    rows = _mails().filter(about__in=texts(list(abouts))).order_by().values_list("about")
    counted = Count("pk", filter=_is_counted())
    return {
        about: Sent(last_at, number)
        for about, last_at, number in rows.annotate(last=Max("created_at"), number=counted)
    }


def braked_number(dotation_ids: Iterable[int]) -> int:
    """How many of these would be refused another one now; one query, however many they are."""
    abouts = texts(f"dotation:{dotation_id}" for dotation_id in dotation_ids)
    by_dotation = _mails().filter(about__in=abouts).order_by().values("about")
    sent = by_dotation.annotate(last=Max("created_at"), number=Count("pk", filter=_is_counted()))
    return sent.filter(Q(last__gt=Now() - BETWEEN) | Q(number__gte=MOST)).count()


def sent_lately() -> Exists:
    """Of rows of dotations: within ten minutes."""
    return Exists(_of_row().filter(created_at__gt=Now() - BETWEEN))


def sent_number() -> Coalesce:
    """Of rows of dotations: how many of the ten."""
    counted = _of_row().filter(_is_counted()).order_by().values("about").annotate(n=Count("pk"))
    return Coalesce(Subquery(counted.values("n")), 0)


def _of_row() -> QuerySet[OutgoingMessage]:
    about = Concat(V("dotation:"), Cast(OuterRef("pk"), TextField()), output_field=TextField())
    return _mails().filter(about=about)


def _mails() -> QuerySet[OutgoingMessage]:
    mails = OutgoingMessage.objects.filter(template=ACTIVATION)
    return mails.exclude(state=MessageState.CANCELLED)


def _is_counted() -> Q:
    return ~Q(context__has_key=CORRECTS)
