"""An order with how far its dotations are, in one query: what its pages begin with."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count
from django.db.models.functions import JSONObject

from escale.clients.models import Member
from escale.dotations.queries import dotations_of_order
from escale.dotations.states import DotationStatus
from escale.orders.models import Order
from escale.orders.queries import orders_visible_to


def counted_order(member: Member, number: int) -> tuple[Order, dict[DotationStatus, int]] | None:
    """One of the client's orders, and how many of its dotations stand at each status, in the order
    of the table; absent ones left out."""
    by_status = (
        dotations_of_order(member, number)
        .order_by()
        .values("status")
        .annotate(number=Count("pk"))
        .values(counted=JSONObject(status="status", number=Count("pk")))
    )
    orders = orders_visible_to(member).annotate(statuses=ArraySubquery(by_status))
    order = orders.filter(pk=number).first()
    if order is None:
        return None
    counted = {row["status"]: row["number"] for row in order.statuses}
    return order, {status: counted[status] for status in DotationStatus if status in counted}
