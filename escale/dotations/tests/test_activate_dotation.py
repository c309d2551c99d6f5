from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from escale.dotations.actions.activate_dotation import activate_dotation
from escale.dotations.errors import ActivationRefused, DotationRefused
from escale.dotations.models import Dotation
from escale.dotations.states import ENDED, TRANSITIONS, DotationEvent, DotationStatus
from escale.dotations.tests.factories import DotationFactory
from escale.journal.actor import Actor, Door
from escale.journal.queries import entries_about
from escale.orders.states import IN_PROGRESS, OrderStatus
from escale.orders.tests.factories import OrderFactory

LOUISE = Actor("louise FERBACH", Door.BENEFICIARY)
CAN = {status for status, event in TRANSITIONS if event == DotationEvent.ACTIVATED}


@pytest.mark.django_db
@pytest.mark.parametrize("status", sorted(CAN))
def test_activated_for_good(status: DotationStatus) -> None:
    row = DotationFactory.create(status=status)
    activated = activate_dotation(actor=LOUISE, dotation_id=row.pk)
    row.refresh_from_db()
    assert row.status == activated.status == DotationStatus.ACTIVATED
    assert row.activated_at is not None
    assert row.account_created_at == row.activated_at
    entry = entries_about(row.about).get()
    assert (entry.verb, entry.actor) == ("dotation-activated", LOUISE.label)


@pytest.mark.django_db
def test_the_moment_of_the_account_is_kept() -> None:
    row = DotationFactory.create(account_created=True)
    activated = activate_dotation(actor=LOUISE, dotation_id=row.pk)
    assert activated.account_created_at == row.account_created_at


@pytest.mark.django_db
@pytest.mark.parametrize("status", sorted(set(DotationStatus) - CAN))
def test_refused_elsewhere(status: DotationStatus) -> None:
    row = DotationFactory.create(status=status, activated_at="2020-09-03T00:00Z")
    with pytest.raises(ActivationRefused) as refusal:
        activate_dotation(actor=LOUISE, dotation_id=row.pk)
    assert isinstance(refusal.value, DotationRefused)
    assert "dotation" in str(refusal.value)
    row.refresh_from_db()
    assert row.status == status
    assert not entries_about(row.about).exists()


@pytest.mark.django_db
class TestTheOrder:
    def test_the_last_one_closes_it(self) -> None:
        order = OrderFactory.create()
        first, last = DotationFactory.create_batch(2, order=order)
        activate_dotation(actor=LOUISE, dotation_id=first.pk)
        order.refresh_from_db()
        assert order.status == OrderStatus.EMAILS_SENT
        activate_dotation(actor=LOUISE, dotation_id=last.pk)
        order.refresh_from_db()
        assert order.status == OrderStatus.CLOSED
        assert order.closed_at is not None
        assert entries_about(order.about).get().verb == "order-closed"

    @pytest.mark.parametrize("over", sorted(ENDED))
    def test_it_says_so_where_some_were_over(self, over: DotationStatus) -> None:
        last = DotationFactory.create()
        DotationFactory.create(order=last.order, status=over)
        activate_dotation(actor=LOUISE, dotation_id=last.pk)
        last.order.refresh_from_db()
        assert last.order.status == OrderStatus.ENDED
        assert entries_about(last.order.about).get().verb == "order-ended"

    @pytest.mark.parametrize("status", sorted(IN_PROGRESS - {OrderStatus.EMAILS_SENT}))
    def test_closing_is_left_to_the_job_while_emails_leave(self, status: OrderStatus) -> None:
        order = OrderFactory.create(status=status)
        activate_dotation(actor=LOUISE, dotation_id=DotationFactory.create(order=order).pk)
        order.refresh_from_db()
        assert order.status == status


@pytest.mark.django_db(transaction=True)
def test_the_last_ones_at_the_same_moment_close_it_once() -> None:
    order = OrderFactory.create()
    rows = DotationFactory.create_batch(8, order=order)

    def activate(row: Dotation) -> None:
        try:
            activate_dotation(actor=LOUISE, dotation_id=row.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(rows)) as pool:
        list(pool.map(activate, rows))
    order.refresh_from_db()
    assert order.status == OrderStatus.CLOSED
    assert entries_about(order.about).filter(verb="order-closed").count() == 1
