from datetime import timedelta

from django.db import transaction
from django.utils.timezone import localtime

from escale.journal.actions.record import record
from escale.journal.actor import SYSTEM
from escale.kernel.dates import french_date
from escale.orders.emails import send_payment_due
from escale.orders.queries import issuer_settings, lock_order, unpaid_for
from escale.orders.states import WAITING

# Days before the last one.
NOTICES = (30, 10)


def remind_to_pay() -> int:
    """Say when the orders that wait for their payment will be cancelled; how many were told.

    Each notice leaves once: of two workers, or on another day, the second finds it counted. Where
    a day was missed, the last one stands for both.
    """
    days, told = issuer_settings().days_to_pay, 0
    for notice in range(len(NOTICES), 0, -1):
        late = unpaid_for(days - NOTICES[notice - 1]).filter(payment_notices__lt=notice)
        for number in list(late.values_list("pk", flat=True)):
            told += _remind(number, notice, days)
    return told


@transaction.atomic
def _remind(number: int, notice: int, days: int) -> bool:
    order = lock_order(number)
    if order.status not in WAITING or order.payment_notices >= notice:
        return False
    last_day = localtime(order.created_at).date() + timedelta(days=days)
    order.payment_notices = notice
    order.save(update_fields=["payment_notices"])
    send_payment_due(order, last_day=last_day)
    record(
        actor=SYSTEM,
        verb="payment-reminded",
        about=order.about,
        client_id=order.client_id,
        changes={"last_day": ("", french_date(last_day))},
    )
    return True
