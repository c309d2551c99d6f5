from datetime import timedelta

from django.db.models.functions import Now

from escale.orders.models import Order


def postpone_order(*, order: Order, next_step_in: timedelta) -> None:
    """The next step of a locked order is due later, on the database's clock."""
    Order.objects.filter(pk=order.pk).update(next_step_at=Now() + next_step_in)
