"""An order with how far its dotations are, in one query: what their page begins with."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef
from django.db.models.functions import JSONObject

from escale.clients.models import Member
from escale.dotations.queries import dotations_visible_to
from escale.dotations.states import DotationStatus
from escale.orders.models import Order, OrderQuerySet
from escale.orders.queries import orders_visible_to


def orders_with_counts(member: Member) -> OrderQuerySet:
    """The client's orders; `counts_of` tells what each one brings along."""
    by_status = (
        dotations_visible_to(member)
        .filter(order_id=OuterRef("pk"))
        .order_by()
        .values("status")
        .annotate(number=Count("pk"))
        .values(counted=JSONObject(status="status", number=Count("pk")))
    )
    return orders_visible_to(member).annotate(statuses=ArraySubquery(by_status))


def counts_of(order: Order) -> dict[DotationStatus, int]:
    """How many of its dotations stand at each status, in the order of the table; absent ones left
    out."""
    pairs: list[dict[str, Any]] = order.statuses  # type: ignore[attr-defined]  # annotated above
    counted = {pair["status"]: pair["number"] for pair in pairs}
    return {status: counted[status] for status in DotationStatus if status in counted}
