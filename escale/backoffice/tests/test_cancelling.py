"""Staff cancel dotations of a paid order: a reason, asked twice, never undone (D10)."""

from urllib.parse import urlsplit

import pytest
from django.test import Client as Browser

from escale.accounts.models import User
from escale.clients.models import Client, Member
from escale.dotations.links import activation_link
from escale.dotations.models import Dotation
from escale.dotations.states import DotationStatus
from escale.dotations.tests.factories import DotationFactory
from escale.inquiries.models import Inquiry, Subject
from escale.journal.models import JournalEntry
from escale.kernel import clock
from escale.orders.models import Cancellation, CardPayment, CardSettlement, Order
from escale.orders.states import OrderStatus
from escale.orders.tests.factories import OrderFactory
from tests.personas import SignIn


@pytest.fixture
def console(staff: User, client: Browser) -> Browser:
    client.force_login(staff)
    return client


@pytest.fixture
def order(ancv: Client) -> Order:
    order = OrderFactory.create(client=ancv, number=2800886)
    DotationFactory.create_batch(2, order=order)
    return order


PATH = "/emetteur/commandes/2800886/annuler-dotations/"


def test_what_is_open_is_asked_twice_then_cancelled(console: Browser, order: Order) -> None:
    assert PATH in console.get("/emetteur/orders/order/2800886/change/").text
    page = console.get(PATH)
    assert "303,00\u00a0€" in page.text
    assert "Écrivez le motif" in console.post(PATH, {"reason": ""}).text
    page = console.post(PATH, {"reason": "Doublon"})
    assert "2 dotations vont être annulées" in page.text
    assert "à rembourser" in page.text
    assert not Cancellation.objects.exists()
    answer = console.post(PATH, {"reason": "Doublon", "seen": "2"}, follow=True)
    assert "2 dotations annulées de la commande 2\u00a0800\u00a0886" in answer.text
    assert Order.objects.get().status == OrderStatus.ENDED
    assert "Rien n’est plus à annuler" in console.get(PATH).text
    assert PATH not in console.get("/emetteur/orders/order/2800886/change/").text


def test_figures_that_changed_are_asked_again(console: Browser, order: Order) -> None:
    console.post(PATH, {"reason": "Doublon"})
    dotation = order.dotations.order_by("pk")[0]
    dotation.status, dotation.activated_at = DotationStatus.ACTIVATED, clock.now()
    dotation.save()
    page = console.post(PATH, {"reason": "Doublon", "seen": "2"})
    assert "ces chiffres ont changé" in page.text
    assert "1 dotation va être annulée" in page.text
    assert not Cancellation.objects.exists()
    console.post(PATH, {"reason": "Doublon", "seen": "1"})
    assert Cancellation.objects.get().dotations == 1


def test_one_dotation(console: Browser, order: Order) -> None:
    dotation = order.dotations.order_by("pk")[0]
    path = f"/emetteur/dotations/{dotation.pk}/annuler/"
    assert path in console.get(f"/emetteur/dotations/dotation/{dotation.pk}/change/").text
    assert path in console.get(f"/emetteur/personnes/{dotation.pk}/").text
    assert dotation.last_name in console.get(path).text
    console.post(path, {"reason": "Départ", "seen": "1"})
    link = urlsplit(activation_link(dotation, issued_at=clock.now()).written())
    assert "Votre dotation a été annulée" in Browser().get(link.path, follow=True).text
    dotation.refresh_from_db()
    assert dotation.status == DotationStatus.CANCELLED
    assert Order.objects.get().status == OrderStatus.EMAILS_SENT
    assert "ne peut plus être annulée" in console.get(path).text


def test_cards_wait_to_be_refunded_until_staff_say_so(console: Browser, order: Order) -> None:
    console.post(PATH, {"reason": "Doublon", "seen": "2"})
    assert "Annulations à rembourser" in console.get("/emetteur/").text
    payment = CardPayment.objects.create(order=order, total=10, variant="default", token="t1")
    CardSettlement.objects.create(payment=payment, to_refund=True)
    for name in ("cancellation", "cardsettlement"):
        path = f"/emetteur/orders/{name}/?to_refund__exact=1&refunded_at__isempty=1"
        shown = console.get(path).context["cl"].result_list
        assert len(shown) == 1
        form = {"action": "note_refunded", "_selected_action": str(shown[0].pk)}
        assert "1 remboursement noté" in console.post(path, form, follow=True).text
        assert JournalEntry.objects.latest("id").verb == "refund-noted"
        told = JournalEntry.objects.count()
        console.post(path, form)
        assert JournalEntry.objects.filter(verb="refund-noted").count() <= told
        assert len(console.get(path).context["cl"].result_list) == 0
    assert "Annulations à rembourser" not in console.get("/emetteur/").text
    assert JournalEntry.objects.filter(verb="refund-noted").count() == 2


def test_a_client_asks_and_the_console_leads_there(
    alice: Member, staff: User, sign_in: SignIn, client: Browser
) -> None:
    order = OrderFactory.create(client=alice.client, number=2800886)
    dotation = DotationFactory.create(order=order)
    foreign = DotationFactory.create()
    browser = sign_in(alice)
    asked = f"/nous-contacter/?annuler={dotation.pk}&commande=2800886"
    escaped = asked.replace("&", "&amp;")
    assert escaped in browser.get(f"/dotations/{dotation.pk}/").text
    assert "annuler=tout" in browser.get("/commandes/2800886/").text
    form = browser.get(asked).context["form"]
    assert form["subject"].value() == Subject.CANCELLATION
    sent = {
        "form_id": str(form["form_id"].value()),
        "subject": "cancellation",
        "order": "2800886",
        "reply_to": "cse@yopmail.example",
        "body": form["body"].value() + "départ",
    }
    browser.post("/nous-contacter/", sent | {"dotation": str(dotation.pk)})
    inquiry = Inquiry.objects.get()
    assert (inquiry.about_dotation, inquiry.order_id) == (dotation.pk, 2800886)
    console = client
    console.force_login(staff)
    page = console.get(f"/emetteur/messages/{inquiry.pk}/").text
    assert f"/emetteur/dotations/{dotation.pk}/annuler/" in page
    # Somebody else's dotation is not taken over.
    form_id = browser.get(asked).context["form"]["form_id"].value()
    browser.post("/nous-contacter/", sent | {"form_id": str(form_id), "dotation": str(foreign.pk)})
    second = Inquiry.objects.latest("id")
    assert second.about_dotation is None
    assert PATH in console.get(f"/emetteur/messages/{second.pk}/").text


def test_the_client_reads_what_is_given_back(
    alice: Member, staff: User, sign_in: SignIn, client: Browser
) -> None:
    order = OrderFactory.create(client=alice.client, number=2800886)
    cancelled, _kept = DotationFactory.create_batch(2, order=order)
    client.force_login(staff)
    path = f"/emetteur/dotations/{cancelled.pk}/annuler/"
    client.post(path, {"reason": "Départ du salarié", "seen": "1"})
    browser = sign_in(alice)
    page = browser.get("/commandes/2800886/").text
    assert "Départ du salarié" in page
    assert "151,50\u00a0€" in page
    assert "10\u202f100,00\u00a0€" in page
    assert "Motif\u00a0: Départ du salarié" in browser.get(f"/dotations/{cancelled.pk}/").text
    assert browser.get("/commandes/2800886/document/").status_code == 200
    assert Dotation.objects.get(pk=cancelled.pk).ended_at is not None
