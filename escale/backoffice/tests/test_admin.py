"""The issuer's staff read everything and change nothing here."""

import pytest
from django.test import Client as Browser

from escale.accounts.models import User
from escale.clients.models import Member
from escale.dotations.tests.factories import DotationFactory
from tests.personas import SignIn

LISTS = [
    "clients/client",
    "clients/member",
    "orders/order",
    "dotations/dotation",
    "mailing/outgoingmessage",
    "journal/journalentry",
]


@pytest.mark.parametrize("name", LISTS)
def test_staff_read(staff: User, client: Browser, name: str) -> None:
    row = DotationFactory.create()
    client.force_login(staff)
    assert client.get(f"/emetteur/{name}/").status_code == 200
    assert client.get(f"/emetteur/{name}/add/").status_code == 403
    if name == "dotations/dotation":
        page = client.get(f"/emetteur/{name}/{row.pk}/change/")
        assert page.status_code == 200
        assert 'name="_save"' not in page.text
        assert client.post(f"/emetteur/{name}/{row.pk}/change/", {"status": "x"}).status_code == 403


def test_members_and_strangers_do_not(alice: Member, sign_in: SignIn, client: Browser) -> None:
    assert sign_in(alice).get("/emetteur/clients/client/").status_code in (302, 403)
    answer = client.get("/emetteur/")
    assert answer.status_code == 302
    assert "/connexion/" in client.get("/emetteur/", follow=True).redirect_chain[-1][0]


def test_staff_are_led_here(staff: User, client: Browser) -> None:
    client.force_login(staff)
    assert client.get("/commandes/").headers["Location"] == "/emetteur/"
