"""Paid orders go on by themselves, until their e-mails have left or their paper is delivered."""

import logging

from procrastinate import JobContext
from procrastinate.contrib.django import app

from escale.activation.actions.credit_known_beneficiaries import credit_known_beneficiaries
from escale.dotations.actions import advance_order as advancing
from escale.dotations.actions.advance_cancellation import advance_cancellation
from escale.dotations.cancelling import standing_cancellations
from escale.jobs.mail import deliver_mail
from escale.orders.deferred import ADVANCE_ORDER
from escale.orders.queries import due_orders

logger = logging.getLogger(__name__)


@app.task(**ADVANCE_ORDER.task, pass_context=True)
def advance_order(context: JobContext, number: int) -> None:
    """Every step that is due, each committed before the next."""
    has_advanced = False
    while not context.should_abort() and _advance(number):
        has_advanced = True
    if has_advanced:
        # A worker defers on a connection of its own: what the steps deferred themselves may have
        # run before their e-mails were committed.
        deliver_mail.defer()


def _advance(number: int) -> bool:
    """Who is known already is credited before first e-mails are queued (R48)."""
    credited = credit_known_beneficiaries(number=number)
    return advancing.advance_order(number=number) is not None or credited > 0


def advance_due(context: JobContext) -> None:
    """An order whose step fails holds up no other one."""
    for number in due_orders():
        try:
            advance_order(context, number)
        except Exception:
            logger.exception("order %d: its next step failed, to be tried again", number)


def cancel_asked(context: JobContext) -> None:
    """What the issuer cancels and the page that asked for it left to do."""
    for cancellation_id in standing_cancellations():
        try:
            while not context.should_abort() and advance_cancellation(
                cancellation_id=cancellation_id
            ):
                pass
        except Exception:
            logger.exception("cancellation %d stands still, to be tried again", cancellation_id)
        deliver_mail.defer()
