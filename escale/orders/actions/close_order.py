from escale.journal.actor import Actor
from escale.orders.actions.move_order import move_order
from escale.orders.models import Order
from escale.orders.states import OrderEvent, next_status


def close_order(*, actor: Actor, order: Order, all_activated: bool) -> bool:
    """No dotation of a locked order is open any more: to the history, once (R6, D10).

    False where its first e-mails are still leaving: the job that follows them closes it then.
    """
    event = OrderEvent.ALL_DOTATIONS_ACTIVATED if all_activated else OrderEvent.ALL_DOTATIONS_OVER
    if next_status(order.status, event) is None:
        return False
    move_order(actor=actor, order=order, event=event)
    return True
