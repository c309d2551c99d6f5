"""Who of a scope gets an e-mail: `dotations.rules.plan_resend` in SQL, and what a send adds.

A test compares both for every dotation that can be.
"""

from datetime import timedelta
from typing import Any

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Now

from escale.dotations.models import DotationQuerySet
from escale.dotations.states import CLOSED, EDITABLE
from escale.mailing.states import MessageState
from escale.mass_sends.models import MassSendRow
from escale.mass_sends.states import RowState, Verdict

BETWEEN_MAILS = timedelta(minutes=10)


def written_recently() -> Q:
    """A mail that was cancelled has reached nobody."""
    return Q(last_message__created_at__gt=Now() - BETWEEN_MAILS) & ~Q(
        last_message__state=MessageState.CANCELLED
    )


def with_verdicts(rows: DotationQuerySet, *, includes_recent: bool = False) -> QuerySet[Any]:
    """The same rows with `verdict`, a value of Verdict."""
    planned = MassSendRow.objects.filter(dotation=OuterRef("pk"), state=RowState.PLANNED)
    cases = [
        When(status__in=sorted(CLOSED), then=Value(Verdict.CLOSED)),
        When(~Q(status__in=sorted(EDITABLE)), then=Value(Verdict.NOT_SENT_YET)),
        When(account_created_at__isnull=False, then=Value(Verdict.ACCOUNT_CREATED)),
        When(Exists(planned), then=Value(Verdict.ELSEWHERE)),
    ]
    if not includes_recent:
        cases.append(When(written_recently(), then=Value(Verdict.RECENT)))
    return rows.annotate(
        verdict=Case(*cases, default=Value(Verdict.INCLUDED), output_field=CharField())
    )
