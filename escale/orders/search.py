"""Finding orders among a client's: by number or reference, year, status, product."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import CharField, Q
from django.db.models.functions import Cast
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from escale.kernel.text import fold
from escale.orders.models import OrderQuerySet
from escale.orders.reference import order_number_in
from escale.orders.states import HISTORY, IN_PROGRESS, WAITING, OrderStatus, ProductKind

# « N°2 800 886 », folded: a word with other letters is a reference.
_NUMBER = re.compile(r"(?:n ?o?)?[°.: ]*(\d[\d .]*)")


class OrderStage(StrEnum):
    """The statuses that a list shows by one name, as its address says it."""

    TO_PAY = "a-regler"
    IN_PROGRESS = "en-traitement"
    SHIPPED = "en-envoi"
    DELIVERED = "livrees"
    CLOSED = "activees"
    ENDED = "terminees"
    CANCELLED = "annulees"

    @property
    def label(self) -> Promise:
        return _STAGES[self][0]

    @property
    def statuses(self) -> frozenset[OrderStatus]:
        return _STAGES[self][1]


_STAGES: Mapping[OrderStage, tuple[Promise, frozenset[OrderStatus]]] = {
    OrderStage.TO_PAY: (_("En attente de règlement"), WAITING),
    OrderStage.IN_PROGRESS: (_("En cours de traitement"), IN_PROGRESS - {OrderStatus.SHIPPED}),
    OrderStage.SHIPPED: (_("En cours d’envoi"), frozenset({OrderStatus.SHIPPED})),
    OrderStage.DELIVERED: (_("Livrée"), frozenset({OrderStatus.DELIVERED})),
    OrderStage.CLOSED: (_("Dotations toutes activées"), frozenset({OrderStatus.CLOSED})),
    OrderStage.ENDED: (_("Terminée"), frozenset({OrderStatus.ENDED})),
    OrderStage.CANCELLED: (_("Annulée"), frozenset({OrderStatus.CANCELLED})),
}


@dataclass(frozen=True, slots=True)
class OrderCriteria:
    """What somebody looks for; texts, as an address gives them and a row keeps them.

    What makes no sense (a year of letters, a status that is none) filters nothing.
    """

    text: str = ""
    year: str = ""
    stage: str = ""
    product: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "OrderCriteria":
        """From `?q=noel&annee=2026&statut=livrees&produit=classic`."""
        year, stage = query.get("annee", ""), query.get("statut", "")
        product = query.get("produit", "")
        return cls(
            text=query.get("q", "").strip()[:60],
            year=year if re.fullmatch(r"[12][0-9]{3}", year) else "",
            stage=stage if stage in _STAGES else "",
            product=product if product in ProductKind.values else "",
        )

    @property
    def query(self) -> dict[str, str]:
        """What an address says of them."""
        said = {
            "q": self.text,
            "annee": self.year,
            "statut": self.stage,
            "produit": self.product,
        }
        return {name: value for name, value in said.items() if value}

    @property
    def narrows(self) -> bool:
        return bool(self.query)

    def among(self, orders: OrderQuerySet) -> OrderQuerySet:
        if self.text:
            orders = called_like(orders, self.text)
        if self.year:
            orders = orders.filter(placed_on__year=int(self.year))
        if self.stage:
            orders = orders.filter(status__in=OrderStage(self.stage).statuses)
        return orders.filter(product=self.product) if self.product else orders

    def in_history(self, orders: OrderQuerySet) -> OrderQuerySet:
        return self.among(orders.filter(status__in=HISTORY))


def called_like(orders: OrderQuerySet, typed: str) -> OrderQuerySet:
    """Those whose number or reference holds what somebody typed: « N°2 800 886 », « noel 26 ».

    A transfer's reference names its order too.
    """
    text = " ".join(fold(typed).split())
    if not text:
        return orders.none()
    found = Q(reference_search__contains=text) | Q(pk=order_number_in(typed))
    if number := _NUMBER.fullmatch(text):
        orders = orders.annotate(digits=Cast("number", CharField()))
        found |= Q(digits__contains=re.sub(r"\D", "", number[1]))
    return orders.filter(found)
