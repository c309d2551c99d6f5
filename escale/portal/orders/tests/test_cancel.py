from escale.clients.models import Member
from escale.dotations.states import DotationStatus
from escale.dotations.tests.factories import DotationFactory
from escale.orders.states import OrderStatus
from escale.orders.tests.factories import OrderFactory
from tests.personas import SignIn

PATH = "/commandes/2800886/annuler/"


def test_an_unpaid_order_is_cancelled_once_confirmed(alice: Member, sign_in: SignIn) -> None:
    order = OrderFactory.create(client=alice.client, waiting=True, number=2800886)
    row = DotationFactory.create(order=order, status=DotationStatus.ORDERED, invited_at=None)
    browser = sign_in(alice)
    assert PATH in browser.get("/commandes/2800886/").text
    assert "ne pourra plus être réglée" in browser.get(PATH).text
    for _click in range(2):
        page = browser.post(PATH, follow=True)
    assert "est annulée" in page.text
    order.refresh_from_db()
    row.refresh_from_db()
    assert (order.status, row.status) == (OrderStatus.CANCELLED, DotationStatus.CANCELLED)


def test_a_paid_order_is_not(alice: Member, sign_in: SignIn) -> None:
    order = OrderFactory.create(client=alice.client, number=2800886)
    browser = sign_in(alice)
    assert "ne peut pas être annulée ici" in browser.get(PATH).text
    assert "elle ne peut plus être annulée" in browser.post(PATH, follow=True).text
    order.refresh_from_db()
    assert order.status == OrderStatus.EMAILS_SENT


def test_readers_do_not(bea: Member, sign_in: SignIn) -> None:
    OrderFactory.create(client=bea.client, waiting=True, number=2800886)
    browser = sign_in(bea)
    assert PATH not in browser.get("/commandes/2800886/").text
    assert browser.post(PATH).status_code == 403
