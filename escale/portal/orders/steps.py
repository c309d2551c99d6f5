"""The life of an order as the steps that its page shows."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from escale.dotations.states import BEFORE_FIRST_EMAIL, ENDED, DotationStatus
from escale.kernel.dates import long_date
from escale.kernel.numbers import grouped
from escale.orders.models import Order
from escale.orders.states import HISTORY, OrderStatus


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
    order: Order, counts: dict[DotationStatus, int], *, unwritten: int = 0
) -> list[Step]:
    """From its creation to its end; counts are of its dotations, `unwritten` of those that ended
    before their first e-mail."""
    created = Step(_("Créée"), StepState.DONE, long_date(order.placed_on))
    if order.status == OrderStatus.CANCELLED:
        return [created, Step(order.status_label, StepState.NOW, _closed_on(order))]
    later = _paper_steps(order) if order.is_paper else _dotation_steps(order, counts, unwritten)
    return [created, _payment_step(order), *later]


def _paper_steps(order: Order) -> list[Step]:
    delivered = order.status == OrderStatus.DELIVERED
    shipped = delivered or order.status == OrderStatus.SHIPPED
    return [
        _step(_("En production"), done=shipped, begun=order.is_paid),
        # Done once it has left: being on its way is where delivery stands.
        _step(_("Envoyée"), done=shipped, begun=False),
        _step(_("Livrée"), done=delivered, begun=shipped, note=_closed_on(order)),
    ]


def _dotation_steps(order: Order, counts: dict[DotationStatus, int], unwritten: int) -> list[Step]:
    total = sum(counts.values())
    waiting = sum(
        number
        for status, number in counts.items()
        if status in BEFORE_FIRST_EMAIL or status == DotationStatus.ORDERED
    )
    sent = total - waiting - unwritten
    activated = counts.get(DotationStatus.ACTIVATED, 0)
    ended = sum(counts.get(status, 0) for status in ENDED)
    produced = order.status in HISTORY - {OrderStatus.ENDED} | {OrderStatus.EMAILS_SENT} or sent > 0
    return [
        _step(_("En production"), done=produced, begun=order.is_paid),
        _step(
            _("E-mails envoyés %(done)s / %(total)s")
            % {"done": grouped(sent), "total": grouped(total)},
            # Those that ended before their first e-mail wait for none.
            done=sent > 0 and sent + unwritten == total,
            begun=sent > 0,
        ),
        _step(
            _("Activée %(done)s / %(total)s")
            % {"done": grouped(activated), "total": grouped(total)},
            done=bool(total) and activated + ended == total,
            begun=sent > 0,
            note=_ended(order, ended) or _left_to_activate(sent + unwritten - activated - ended),
        ),
    ]


def _payment_step(order: Order) -> Step:
    if order.paid_at is None:
        return Step(order.status_label, StepState.NOW, order.get_payment_means_display())
    paid_on = long_date(localtime(order.paid_at).date())
    return Step(_("Réglée"), StepState.DONE, f"{paid_on}, {order.get_payment_means_display()}")


def _step(name: str, *, done: bool, begun: bool, note: str = "") -> Step:
    state = StepState.DONE if done else StepState.NOW if begun else StepState.LATER
    return Step(name, state, note)


def _closed_on(order: Order) -> str:
    return long_date(localtime(order.closed_at).date()) if order.closed_at else ""


def _ended(order: Order, ended: int) -> str:
    """« 2 janvier 2029, 3 non activées »."""
    closed_on = _closed_on(order)
    if not closed_on or not ended:
        return closed_on
    over = ngettext("%(n)s non activée", "%(n)s non activées", ended) % {"n": grouped(ended)}
    return f"{closed_on}, {over}"


def _left_to_activate(number: int) -> str:
    if number <= 0:
        return ""
    return ngettext("%(n)s reste à activer", "%(n)s restent à activer", number) % {"n": number}
