"""What the three lists are filtered by, as the choices of a form."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from escale.clients.models import Member
from escale.orders.queries import years_and_products
from escale.orders.search import OrderCriteria, OrderStage
from escale.orders.states import ProductKind


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str | Promise
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Filters:
    """`years` and `products` are those of the client's orders, and what was asked for."""

    criteria: OrderCriteria
    years: list[Choice]
    stages: list[Choice]
    products: list[Choice]


def filters_of(member: Member, query: Mapping[str, str]) -> Filters:
    criteria = OrderCriteria.of(query)
    pairs = years_and_products(member)
    years = {str(year) for year, _product in pairs} | {criteria.year} - {""}
    sold = {product for _year, product in pairs} | {criteria.product} - {""}
    return Filters(
        criteria,
        [Choice(year, year, year == criteria.year) for year in sorted(years, reverse=True)],
        [Choice(stage.value, stage.label, stage == criteria.stage) for stage in OrderStage],
        [
            Choice(kind.value, kind.label, kind == criteria.product)
            for kind in ProductKind
            if kind in sold
        ],
    )
