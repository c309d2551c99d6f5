"""The life of an order as the steps that its page shows."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from escale.dotations.queries import Reached
from escale.dotations.states import BEFORE_FIRST_EMAIL, ENDED, DotationStatus
from escale.kernel.dates import long_date
from escale.kernel.numbers import grouped
from escale.orders.models import Order
from escale.orders.states import HISTORY, OrderStatus

NOTHING_REACHED = Reached(None, None, None, 0)


class StepState(StrEnum):
    DONE = "done"
    NOW = "now"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Step:
    name: str
    state: StepState
    note: str = ""


def order_steps(
    order: Order, counts: dict[DotationStatus, int], reached: Reached = NOTHING_REACHED
) -> list[Step]:
    """From its creation to its end; counts are of its dotations, `reached` says when."""
    created = Step(_("Créée"), StepState.DONE, long_date(order.placed_on))
    if order.status == OrderStatus.CANCELLED:
        return [created, Step(order.status_label, StepState.NOW, _day(order.closed_at))]
    later = _paper_steps(order) if order.is_paper else _dotation_steps(order, counts, reached)
    return [created, _payment_step(order), *later]


def _paper_steps(order: Order) -> list[Step]:
    delivered = order.status == OrderStatus.DELIVERED
    shipped = delivered or order.status == OrderStatus.SHIPPED
    return [
        _step(_("En production"), done=shipped, begun=order.is_paid),
        # Done once it has left: being on its way is where delivery stands.
        _step(_("Envoyée"), done=shipped, begun=False, note=_day(order.produced_at)),
        _step(_("Livrée"), done=delivered, begun=shipped, note=_day(order.closed_at)),
    ]


def _dotation_steps(
    order: Order, counts: dict[DotationStatus, int], reached: Reached
) -> list[Step]:
    total = sum(counts.values())
    waiting = sum(
        number
        for status, number in counts.items()
        if status in BEFORE_FIRST_EMAIL or status == DotationStatus.ORDERED
    )
    sent = total - waiting - reached.unwritten
    activated = counts.get(DotationStatus.ACTIVATED, 0)
    ended = sum(counts.get(status, 0) for status in ENDED)
    is_over = order.status in HISTORY - {OrderStatus.ENDED} | {OrderStatus.EMAILS_SENT}
    produced = order.produced_at is not None or is_over or sent > 0
    is_all_sent = sent > 0 and sent + reached.unwritten == total
    left = sent + reached.unwritten - activated - ended
    return [
        _step(_("En production"), done=produced, begun=order.is_paid, note=_day(order.produced_at)),
        _step(
            _("E-mails envoyés %(done)s\u00a0/\u00a0%(total)s")
            % {"done": grouped(sent), "total": grouped(total)},
            # Those that ended before their first e-mail wait for none.
            done=is_all_sent,
            begun=sent > 0,
            note=_emails_on(reached, is_all_sent),
        ),
        _step(
            _("Activée %(done)s\u00a0/\u00a0%(total)s")
            % {"done": grouped(activated), "total": grouped(total)},
            done=bool(total) and activated + ended == total,
            begun=sent > 0,
            note=_ended(order, ended) or _left_to_activate(left) or _day(reached.last_activation),
        ),
    ]


def _payment_step(order: Order) -> Step:
    if order.paid_at is None:
        return Step(order.status_label, StepState.NOW, order.get_payment_means_display())
    paid_on = f"{_day(order.paid_at)}, {order.get_payment_means_display()}"
    return Step(_("Réglée"), StepState.DONE, paid_on)


def _step(name: str, *, done: bool, begun: bool, note: str = "") -> Step:
    state = StepState.DONE if done else StepState.NOW if begun else StepState.LATER
    return Step(name, state, note)


def _day(moment: datetime | None) -> str:
    """« 2 janvier 2029 »; nothing where it is not known."""
    return long_date(localtime(moment).date()) if moment else ""


def _emails_on(reached: Reached, is_all_sent: bool) -> str:
    """When the last one left, or since when they leave."""
    if is_all_sent:
        return _day(reached.last_email)
    first = _day(reached.first_email)
    return _("depuis le %(day)s") % {"day": first} if first else ""


def _ended(order: Order, ended: int) -> str:
    """« 2 janvier 2029, 3 non activées »."""
    closed_on = _day(order.closed_at)
    if not closed_on or not ended:
        return closed_on
    over = ngettext("%(n)s non activée", "%(n)s non activées", ended) % {"n": grouped(ended)}
    return f"{closed_on}, {over}"


def _left_to_activate(number: int) -> str:
    if number <= 0:
        return ""
    return ngettext("%(n)s reste à activer", "%(n)s restent à activer", number) % {"n": number}
