"""Staff see a client's portal as the client does: to read, with a banner, journaled (T8)."""

import pytest
from django.test import Client as Browser

from escale.accounts.models import User
from escale.clients.models import Member
from escale.dotations.models import Dotation
from escale.dotations.tests.factories import DotationFactory
from escale.journal.queries import entries_about
from escale.orders.tests.factories import OrderFactory
from tests.personas import SignIn


@pytest.fixture
def visitor(staff: User, alice: Member, client: Browser) -> Browser:
    client.force_login(staff)
    client.post(f"/emetteur/voir/{alice.client_id}/")
    return client


def test_everything_is_shown_under_a_banner(visitor: Browser, alice: Member) -> None:
    OrderFactory.create(client=alice.client, number=2800886)
    page = visitor.get("/commandes/").text
    assert "2\u00a0800\u00a0886" in page
    assert "en tant qu’opérateur, en lecture seule" in page
    entry = entries_about("client:1000001").get()
    assert (entry.verb, entry.door) == ("client-visited", "operator")


def test_the_client_learns_that_staff_opened_a_dotation(
    client: Browser, staff: User, alice: Member
) -> None:
    row = DotationFactory.create(order=OrderFactory.create(client=alice.client))
    User.objects.filter(pk=staff.pk).update(is_superuser=True)
    client.force_login(staff)
    for kind, key in (("dotations/dotation", row.pk), ("orders/order", row.order_id)):
        assert client.get(f"/emetteur/{kind}/{key}/change/").status_code == 200
    for about in (row.about, row.order.about):
        entry = entries_about(about).get()
        assert (entry.verb, entry.door, entry.client_id) == (
            "data-consulted",
            "operator",
            alice.client_id,
        )


@pytest.mark.parametrize(
    ("page", "opened"),
    [
        ("/commandes/", "/commandes/"),
        ("https://evil.example/", "/mes-services/"),
        ("", "/mes-services/"),
        ("<commandes>", "%3Ccommandes%3E"),
    ],
)
def test_it_opens_on_a_page_of_ours(
    visitor: Browser, alice: Member, page: str, opened: str
) -> None:
    answer = visitor.post(f"/emetteur/voir/{alice.client_id}/", {"next": page})
    assert (answer.status_code, answer["Location"]) == (302, opened)


def test_nothing_can_be_changed(visitor: Browser, alice: Member) -> None:
    row = DotationFactory.create(order=OrderFactory.create(client=alice.client))
    form = {"email": "x@yopmail.example", "phone": "0676028937", "revision": "0"}
    assert visitor.post(f"/dotations/{row.pk}/corriger/", form).status_code == 403
    assert visitor.post("/commander/nouvelle/", {"product": "connect"}).status_code == 403
    assert Dotation.objects.get().email == row.email


def test_no_other_client_is_seen(visitor: Browser, charlie: Member) -> None:
    theirs = OrderFactory.create(client=charlie.client)
    assert visitor.get(f"/commandes/{theirs.number}/").status_code == 404


def test_it_ends_when_left_or_signed_out(visitor: Browser, staff: User, alice: Member) -> None:
    assert visitor.post("/emetteur/quitter/")["Location"] == "/emetteur/"
    assert visitor.get("/commandes/")["Location"] == "/emetteur/"
    visitor.post(f"/emetteur/voir/{alice.client_id}/")
    visitor.logout()
    visitor.force_login(staff)
    assert visitor.get("/commandes/")["Location"] == "/emetteur/"


def test_members_never_visit(alice: Member, charlie: Member, sign_in: SignIn) -> None:
    browser = sign_in(alice)
    assert browser.post(f"/emetteur/voir/{charlie.client_id}/").status_code == 403
    session = browser.session
    session["visited_client"] = charlie.client_id
    session.save()
    assert charlie.client.name not in browser.get("/commandes/").text
