from collections.abc import Iterator
from dataclasses import dataclass

from django import template
from django.urls import reverse
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from escale.bounces.queries import bounces_to_look_at_count
from escale.bounces.states import TO_LOOK_AT
from escale.inquiries.queries import unanswered_count
from escale.kernel.dates import long_moment, short_time
from escale.kernel.punctuation import with_colon
from escale.mailing.causes import Cause
from escale.mailing.judging import trouble_of
from escale.mailing.models import MailHold
from escale.mailing.queries import messages_refused_for_us, standing_holds, unmade_messages
from escale.orders.queries import (
    cancellations_to_refund_count,
    expiry_pause_until,
    orders_over,
    orders_to_pay,
    to_refund_count,
)

WAITING = sorted(TO_LOOK_AT)
TO_REFUND = "?to_refund__exact=1&refunded_at__isempty=1"
register = template.Library()


@dataclass(frozen=True, slots=True)
class Task:
    """Something staff do daily, and how many wait."""

    name: str
    number: int
    path: str


@register.simple_tag
def tasks() -> list[Task]:
    refunds = reverse("admin:orders_cardsettlement_changelist") + TO_REFUND
    return [
        Task(_("Commandes à régler"), orders_to_pay().count(), reverse("backoffice:transfers")),
        Task(_("Messages sans réponse"), unanswered_count(), reverse("backoffice:inquiries")),
        Task(
            _("Retours d’e-mails à examiner"),
            bounces_to_look_at_count(),
            reverse("admin:bounces_receivedbounce_changelist") + f"?state__in={','.join(WAITING)}",
        ),
        Task(_("Cartes à rembourser"), to_refund_count(), refunds),
        *_unusual(),
    ]


def _unusual() -> Iterator[Task]:
    """What seldom waits, shown while it does."""
    if unmade := unmade_messages().count():
        deferred = reverse("admin:mailing_outgoingmessage_changelist") + "?state__exact=deferred"
        yield Task(_("E-mails impossibles à préparer"), unmade, deferred)
    if refused := messages_refused_for_us().count():
        deferred = reverse("admin:mailing_outgoingmessage_changelist")
        path = f"{deferred}?state__exact=deferred&cause__exact={Cause.OURS}"
        yield Task(_("E-mails refusés à cause de nous"), refused, path)
    if refunds := cancellations_to_refund_count():
        cancelled = reverse("admin:orders_cancellation_changelist") + TO_REFUND
        yield Task(_("Annulations à rembourser"), refunds, cancelled)
    if expiry_pause_until() is not None:
        name = _("Commandes échues, à examiner avant expiration")
        yield Task(name, orders_over().count(), reverse("backoffice:expiring"))


@register.simple_tag
def holds() -> list[str]:
    """A sentence for each thing that holds the mail back."""
    return [_sentence(hold) for hold in standing_holds()]


def _sentence(hold: MailHold) -> str:
    since = localtime(hold.since)
    today = since.date() == localdate()
    when = short_time(since) if today else _("le %(day)s") % {"day": long_moment(since)}
    told = {"when": when, "domain": hold.domain}
    if hold.domain:
        sentence = _("Aucun e-mail ne part vers %(domain)s depuis %(when)s") % told
    else:
        sentence = _("Aucun e-mail ne part depuis %(when)s") % told
    if not hold.reason:
        return f"{sentence}."
    # Of everybody, it is our relay that refuses: no server judged us.
    trouble = trouble_of(hold.reason) if hold.domain else None
    remedy = f". {trouble.label}. {trouble.remedy}" if trouble else ""
    return f"{with_colon(sentence)} {hold.reason}{remedy}"
