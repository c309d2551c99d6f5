from datetime import timedelta
from types import SimpleNamespace
from typing import cast

import pytest
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from escale.dotations.actions import advance_order as advancing
from escale.dotations.models import Dotation
from escale.dotations.states import DotationStatus
from escale.dotations.tests.factories import DotationFactory
from escale.jobs.production import advance_due, advance_order
from escale.journal.actor import SYSTEM
from escale.mailing.models import OutgoingMessage
from escale.orders.actions.record_payment import record_payment
from escale.orders.models import IssuerSettings, Order
from escale.orders.states import OrderStatus
from escale.orders.tests.factories import OrderFactory

pytestmark = pytest.mark.django_db
AT_ONCE = timedelta(0)


def context(*, stopping: bool = False) -> JobContext:
    return cast(JobContext, SimpleNamespace(should_abort=lambda: stopping))


@pytest.fixture
def order() -> Order:
    """Paid, and due at once all the way to its first e-mails."""
    IssuerSettings.objects.create(pk=1, production_delay=AT_ONCE, integration_delay=AT_ONCE)
    order = OrderFactory.create(waiting=True)
    DotationFactory.create(order=order, status=DotationStatus.ORDERED, invited_at=None)
    return record_payment(actor=SYSTEM, number=order.pk, tells_client=False)


def status_of(order: Order) -> str:
    return Order.objects.get(pk=order.pk).status


def test_every_step_that_is_due_then_the_mail(order: Order) -> None:
    mail_jobs = ProcrastinateJob.objects.filter(task_name="deliver_mail")
    before = mail_jobs.count()
    advance_order(context(), order.pk)
    assert status_of(order) == OrderStatus.INTEGRATION
    assert Dotation.objects.get().last_message == OutgoingMessage.objects.get()
    # One with the messages, one once they are committed.
    assert mail_jobs.count() == before + 2
    advance_order(context(), order.pk)
    assert OutgoingMessage.objects.count() == 1
    assert mail_jobs.count() == before + 2


def test_a_worker_that_is_stopping_starts_no_step(order: Order) -> None:
    advance_order(context(stopping=True), order.pk)
    assert status_of(order) == OrderStatus.PAID


def test_an_order_that_fails_holds_up_no_other(
    order: Order, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken = OrderFactory.create(waiting=True)
    record_payment(actor=SYSTEM, number=broken.pk, tells_client=False)
    Order.objects.filter(pk=broken.pk).update(next_step_at="2020-09-01T00:00Z")
    advance = advancing.advance_order

    def fail_on_broken(*, number: int) -> Order | None:
        if number == broken.pk:
            raise ValueError
        return advance(number=number)

    monkeypatch.setattr(advancing, "advance_order", fail_on_broken)
    advance_due(context())
    assert (status_of(broken), status_of(order)) == (OrderStatus.PAID, OrderStatus.INTEGRATION)
    assert f"order {broken.pk}" in caplog.text


def test_the_sweep_and_the_job_are_known_to_the_worker() -> None:
    app.perform_import_paths()  # type: ignore[no-untyped-call]
    crons = {
        task.task.name.rpartition(".")[2]: task.cron
        for task in app.periodic_registry.periodic_tasks.values()
    }
    assert crons["sweep_orders"] == "* * * * * */5"
    assert app.tasks["advance_order"].queue == "production"
