"""« Visite guidée »: one step at a time, ticked by what the data says."""

import pytest
from django.test import Client as Browser

from escale.activation.models import Beneficiary
from escale.clients.models import Client
from escale.demo.actions.load_guide import PASSWORD, load_guide
from escale.demo.progress import DONE, steps_done
from escale.demo.steps import STEPS
from escale.dotations.models import Dotation
from escale.dotations.states import DotationStatus
from escale.imports.states import ImportStatus
from escale.imports.tests.factories import ImportFactory
from escale.kernel import clock
from escale.mass_sends.states import SendStatus
from escale.mass_sends.tests.factories import MassSendFactory
from escale.orders.models import Order

pytestmark = pytest.mark.django_db
FERBACH = 11843706


def state(client: Browser, number: int) -> str:
    return client.get(f"/boite-aux-lettres/visite/{number}/etat/").content.decode()


def test_the_page_tells_every_step_and_where_it_begins(client: Browser) -> None:
    page = client.get("/boite-aux-lettres/visite/").content.decode()
    for number, step in enumerate(STEPS, start=1):
        assert f"{number}. {step.title}" in page
        assert f'href="/boite-aux-lettres/visite/{number}/"' in page
    assert len(DONE) == len(STEPS) == 10


@pytest.mark.parametrize("number", range(1, len(STEPS) + 1))
def test_a_step_leads_to_its_page_and_stays_above_it(client: Browser, number: int) -> None:
    answer = client.get(f"/boite-aux-lettres/visite/{number}/")
    assert answer.headers["Location"] == STEPS[number - 1].path
    page = client.get("/faq/").content.decode()
    assert f"Étape {number} sur 10" in page
    assert str(STEPS[number - 1].do) in page


def test_nobody_sees_it_unasked_and_who_closes_it_sees_it_no_more(client: Browser) -> None:
    assert "Étape" not in client.get("/faq/").content.decode()
    client.get("/boite-aux-lettres/visite/3/")
    assert client.get("/boite-aux-lettres/visite/fermer/").status_code == 405
    client.post("/boite-aux-lettres/visite/fermer/")
    assert "Étape" not in client.get("/faq/").content.decode()


@pytest.mark.parametrize("asked_for", ["iframe", "empty"])
def test_it_is_not_told_on_the_demonstration_s_telephone(client: Browser, asked_for: str) -> None:
    """By the frame, or by the service worker in it."""
    client.get("/boite-aux-lettres/visite/3/")
    framed = client.get("/application/installer/", headers={"Sec-Fetch-Dest": asked_for})
    assert 'class="tour"' not in framed.content.decode()
    assert "site-links" not in framed.content.decode()


@pytest.mark.parametrize("number", ["0", "11", "x", "²"])
def test_there_is_no_other_step(client: Browser, number: str) -> None:
    assert client.get(f"/boite-aux-lettres/visite/{number}/").status_code == 404
    client.cookies["visite"] = number
    assert "Étape" not in client.get("/faq/").content.decode()


def test_each_step_is_ticked_when_it_is_done(client: Browser) -> None:
    load_guide()
    assert steps_done() == [False] * 10
    client.post("/connexion/", {"login": "1000001", "password": PASSWORD})
    assert "C’est fait" in state(client, 1)
    Dotation.objects.filter(order=2800886).update(status=DotationStatus.AWAITING_ACTIVATION)
    row = Dotation.objects.filter(pk=FERBACH)
    now = clock.now()
    row.update(
        status=DotationStatus.ACTIVATED,
        invited_at=now,
        account_created_at=now,
        password_chosen_at=now,
        activated_at=now,
    )
    ImportFactory.create(
        order=Order.objects.get(pk=2800875), status=ImportStatus.APPLIED, applied_at=now
    )
    guide_client = Client.objects.get(code="1000001")
    MassSendFactory.create(client=guide_client, status=SendStatus.SENDING)
    client.logout()
    client.post("/connexion/", {"login": "staff", "password": PASSWORD})
    assert steps_done() == [*[True] * 6, False, *[True] * 3]
    assert Beneficiary.objects.count() == 1
    assert "C’est fait" not in state(client, 7)
