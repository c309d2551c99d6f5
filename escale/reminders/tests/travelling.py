"""A clock that tests move, the outbox's too, and a worker that sends whatever waits."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from itertools import product

import time_machine
from django.db import connection
from django.utils.timezone import make_aware

from escale.dotations.models import Dotation
from escale.dotations.tests.factories import DotationFactory
from escale.kernel import clock
from escale.mailing.models import OutgoingMessage
from escale.mailing.signals import messages_accepted
from escale.mailing.states import MessageState
from escale.orders.models import Order
from escale.reminders.actions.send_reminders import send_reminders
from escale.reminders.queries import plans_to_run

# A Monday; the hour changes on Sunday 25 October, the 20th day after it.
START = "2026-10-05"
# Of a day: before, within and after the hours of a plan.
HOURS = (8, 9, 18)
# The date of a message is the database's: here it follows the test's clock.
FOLLOW = """
    CREATE FUNCTION pg_temp.follow() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN NEW.created_at := current_setting('test.now')::timestamptz; RETURN NEW; END $$;
    CREATE TRIGGER follow BEFORE INSERT ON mailing_outgoingmessage
    FOR EACH ROW EXECUTE FUNCTION pg_temp.follow();
"""


def paris(text: str) -> datetime:
    """« 2026-10-25 09:00 », on the wall."""
    return make_aware(datetime.fromisoformat(text))


class Travel:
    def __init__(self, traveller: time_machine.Traveller) -> None:
        self._traveller = traveller

    def to(self, moment: datetime) -> None:
        self._traveller.move_to(moment)
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('test.now', %s, false)", [moment.isoformat()])


@contextmanager
def travelling(start: datetime) -> Iterator[Travel]:
    with connection.cursor() as cursor:
        cursor.execute(FOLLOW)
    with time_machine.travel(start, tick=False) as traveller:
        travel = Travel(traveller)
        travel.to(start)
        yield travel


def invited(order: Order, **fields: object) -> Dotation:
    """Its activation e-mail arrives now."""
    row = DotationFactory.create(order=order, invited_at=clock.now(), **fields)
    row.last_message = OutgoingMessage.objects.create(
        template="dotations/emails/activation", recipient=row.email, about=row.about,
        client_id=row.client_id,
    )  # fmt: skip
    row.save()
    deliver()
    return row


def person(order: Order, name: str, **fields: object) -> Dotation:
    return invited(order, email=f"{name}@yopmail.example", **fields)


def deliver() -> None:
    """As a worker whose relay takes everything."""
    waiting = OutgoingMessage.objects.filter(state=MessageState.QUEUED)
    messages = list(waiting)
    waiting.update(
        state=MessageState.SENT,
        sent_at=clock.now(),
        settled_at=clock.now(),
        next_attempt_at=None,
    )
    messages_accepted.send(sender=OutgoingMessage, messages=messages)


def run() -> None:
    """As the periodic job does."""
    for plan in plans_to_run():
        send_reminders(plan_id=plan.pk)


def live(travel: Travel, start: str, days: int) -> dict[str, list[str]]:
    """So many days, at some of their hours: what left, by the moment at which it did."""
    left: dict[str, list[str]] = {}
    first = date.fromisoformat(start)
    for number, hour in product(range(days), HOURS):
        day = first + timedelta(days=number)
        travel.to(make_aware(datetime.combine(day, time(hour))))
        run()
        for message in OutgoingMessage.objects.filter(state=MessageState.QUEUED).order_by("pk"):
            name = message.recipient.partition("@")[0]
            told = f"{name} {message.template.rpartition('/')[2]}"
            left.setdefault(f"{day:%m-%d} {hour} h", []).append(told)
        deliver()
    return left
