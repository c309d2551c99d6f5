"""Who of a scope gets an e-mail: the rule of its mail (`dotations.rules.plan_resend`,
`plan_application_reminder`) in SQL, and what a send adds.

A test compares both for every dotation that can be.
"""

from typing import Any

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Lower, Now

from escale.dotations.brake import BETWEEN, MOST, sent_lately, sent_number
from escale.dotations.models import Dotation, DotationQuerySet
from escale.dotations.rules import Mail
from escale.dotations.situations import Situation
from escale.dotations.states import CLOSED, EDITABLE
from escale.mailing.states import MessageState
from escale.mass_sends.models import MassSendRow
from escale.mass_sends.states import RowState, Verdict


def with_verdicts(
    rows: DotationQuerySet, mail: Mail = Mail.ACTIVATION, *, includes_recent: bool = False
) -> QuerySet[Any]:
    """The same rows with `verdict`, a value of Verdict."""
    planned = MassSendRow.objects.filter(dotation=OuterRef("pk"), state=RowState.PLANNED)
    cases = [
        When(status__in=sorted(CLOSED), then=Value(Verdict.CLOSED)),
        When(~Q(status__in=sorted(EDITABLE)), then=Value(Verdict.NOT_SENT_YET)),
        *_of_the_account(mail),
        When(Exists(planned), then=Value(Verdict.ELSEWHERE)),
    ]
    if mail == Mail.ACTIVATION and not includes_recent:
        rows = rows.alias(sent_number=sent_number())
        cases += [
            When(sent_lately(), then=Value(Verdict.RECENT)),
            When(sent_number__gte=MOST, then=Value(Verdict.OFTEN)),
        ]
    elif not includes_recent:
        cases.append(When(reminded_lately(), then=Value(Verdict.RECENT)))
    return rows.annotate(
        verdict=Case(*cases, default=Value(Verdict.INCLUDED), output_field=CharField())
    )


def reminded_lately() -> Q:
    """Of the application; a mail that was cancelled has reached nobody."""
    return Q(last_message__created_at__gt=Now() - BETWEEN) & ~Q(
        last_message__state=MessageState.CANCELLED
    )


def _of_the_account(mail: Mail) -> list[When]:
    if mail == Mail.ACTIVATION:
        return [When(account_created_at__isnull=False, then=Value(Verdict.ACCOUNT_CREATED))]
    # One person, one account, one e-mail, whatever the number of their dotations.
    sister = (
        Dotation.objects.annotate(address=Lower("email"))
        .filter(Situation.WITHOUT_APPLICATION.condition())
        .filter(address=Lower(OuterRef("email")), client=OuterRef("client"), pk__lt=OuterRef("pk"))
    )
    return [
        When(account_created_at__isnull=True, then=Value(Verdict.NO_ACCOUNT)),
        When(Exists(sister), then=Value(Verdict.SAME_PERSON)),
    ]
