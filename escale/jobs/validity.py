"""Titles end with their last day, one client after the other (D10)."""

from procrastinate import JobContext
from procrastinate.contrib.django import app

from escale.clients.turns import turn_of
from escale.dotations.actions import expire_dotations as expiring
from escale.dotations.actions.cancel_unpaid_orders import cancel_unpaid_orders
from escale.dotations.deferred import EXPIRE_DOTATIONS
from escale.dotations.expiring import clients_to_expire
from escale.jobs.deferring import defer_once
from escale.jobs.mail import deliver_mail
from escale.orders.actions.remind_to_pay import remind_to_pay
from escale.orders.queries import expiry_pause_until
from escale.reminders.actions.announce_expiry import announce_expiry


@app.task(**EXPIRE_DOTATIONS.task, pass_context=True)
def expire_dotations(context: JobContext, client_id: int) -> None:
    expiring.expire_dotations(client_id=client_id, should_stop=context.should_abort)


def end_unpaid(context: JobContext) -> None:
    """What is about to end is announced: orders without their payment, titles; then they end."""
    remind_to_pay()
    announce_expiry()
    cancel_unpaid_orders(should_stop=context.should_abort)
    # A worker defers on a connection of its own: what the action deferred itself may have run
    # before its e-mails were committed.
    deliver_mail.defer()


def expire_over() -> None:
    """A job for each client: one that fails holds up no other. Nothing during a pause."""
    if expiry_pause_until() is not None:
        return
    for client_id in clients_to_expire():
        defer_once(
            expire_dotations.configure(
                lock=turn_of(client_id), queueing_lock=f"expire_dotations:{client_id}"
            ),
            client_id=client_id,
        )
