"""What somebody reads stays: an open page’s rows, a doubtful address, crossing corrections."""

import re

import pytest
from django.test import Client as Browser

from escale.clients.models import Member
from escale.dotations.models import Dotation
from escale.dotations.states import DotationStatus
from escale.dotations.tests.factories import DotationFactory
from escale.journal.models import JournalEntry
from escale.mailing.models import OutgoingMessage
from escale.orders.models import Order
from escale.orders.tests.factories import OrderFactory
from tests.markup import flat
from tests.personas import SignIn

HTMX = {"HX-Request": "true"}
ERRORS = "/dotations/?situation=email_error"


@pytest.fixture
def order(alice: Member) -> Order:
    return OrderFactory.create(client=alice.client, number=2800886)


@pytest.fixture
def rows(order: Order) -> list[Dotation]:
    return [DotationFactory.create(order=order, in_error=True) for _number in range(3)]


@pytest.fixture
def browser(alice: Member, sign_in: SignIn) -> Browser:
    return sign_in(alice)


def ids(page: str) -> list[int]:
    return [int(found) for found in re.findall(r'id="d(\d+)"', page)]


def again(browser: Browser, path: str, shown: list[int]) -> str:
    """As an open page asks."""
    headers = HTMX | {"Live-Version": "-", "Live-Rows": ",".join(map(str, shown))}
    return flat(browser.get(path, headers=headers).text)


def correct(browser: Browser, row: Dotation, **form: str) -> str:
    sent = {"email": row.email, "phone": row.phone, "revision": str(row.revision)} | form
    return flat(browser.post(f"/dotations/{row.pk}/corriger/", sent, headers=HTMX).text)


@pytest.mark.parametrize("path", [ERRORS, "/commandes/2800886/dotations/?statut=email_error"])
def test_a_row_that_was_corrected_stays_marked_and_uncounted(
    browser: Browser, rows: list[Dotation], path: str
) -> None:
    shown = ids(browser.get(path).text)
    assert len(shown) == 3
    corrected = Dotation.objects.get(pk=shown[1])
    correct(browser, corrected, email="autre@yopmail.example")
    page = again(browser, path, shown)
    assert ids(page) == shown
    assert page.count("Ne fait plus partie de cette liste") == 1
    assert "remettre les anciennes coordonnées" in page
    assert "jusqu’à" in page
    if path == ERRORS:
        assert "2 dotations trouvées" in page
    # Asked for anew, it has gone.
    assert len(ids(browser.get(path).text)) == 2


def test_rows_that_enter_are_announced_and_not_inserted(
    browser: Browser, order: Order, rows: list[Dotation]
) -> None:
    shown = ids(browser.get(ERRORS).text)
    entered = DotationFactory.create(order=order, in_error=True)
    page = again(browser, ERRORS, shown)
    assert ids(page) == shown
    assert "1 autre dotation est à afficher" in page
    assert entered.pk in ids(browser.get(ERRORS).text)


def test_a_list_that_is_done_says_so(browser: Browser, rows: list[Dotation]) -> None:
    shown = ids(browser.get(ERRORS).text)
    Dotation.objects.update(status=DotationStatus.AWAITING_ACTIVATION)
    page = again(browser, ERRORS, shown)
    assert ids(page) == shown
    assert "Plus aucune adresse à corriger" in page
    assert "Plus aucune adresse à corriger" in flat(browser.get(ERRORS).text)


def test_nobody_gets_another_client_s_rows_by_naming_them(
    browser: Browser, rows: list[Dotation]
) -> None:
    foreign = DotationFactory.create()
    page = again(browser, ERRORS, [rows[0].pk, foreign.pk, 10**30])
    assert ids(page) == [rows[0].pk]


def test_a_doubtful_address_sends_nothing_before_the_second_act(
    browser: Browser, rows: list[Dotation]
) -> None:
    answer = correct(browser, rows[0], email="isabelle@gmial.com")
    assert "Rien n’est encore envoyé" in answer
    assert "isabelle@gmail.com" in answer
    assert "is-editing" in answer
    assert not OutgoingMessage.objects.exists()
    rows[0].refresh_from_db()
    assert "gmial" not in rows[0].email
    answer = correct(browser, rows[0], email="isabelle@gmial.com", as_typed="on")
    assert "Adresse modifiée" in answer
    assert OutgoingMessage.objects.filter(recipient="isabelle@gmial.com").count() == 1


def test_it_is_told_when_the_cell_is_left(browser: Browser, rows: list[Dotation]) -> None:
    path = f"/dotations/{rows[0].pk}/verifier/"
    for typed, says in (
        ("isabelle@gmial.com", "Vouliez-vous dire"),
        ("isabelle", "Il manque le"),
        ("isabelle@gmail.com", 'id="annonce" hx-swap-oob="innerHTML"></div>'),
    ):
        assert says in flat(browser.get(path, {"email": typed}, headers=HTMX).text)
    assert not OutgoingMessage.objects.exists()


def test_two_corrections_that_cross_are_told_whole(
    browser: Browser, bob: Member, rows: list[Dotation], sign_in: SignIn
) -> None:
    row = rows[0]
    correct(sign_in(bob), row, email="par-b@yopmail.example")
    answer = correct(browser, row, email="par-a@yopmail.example")
    who = JournalEntry.objects.filter(verb="contact-corrected").latest("id").actor
    assert f"Modifiée entre-temps par {who}, à" in answer
    assert "par-b<wbr>@yopmail.example" in answer
    assert 'value="par-a@yopmail.example"' in answer
    assert "Garder la sienne" in answer
    assert "is-editing" in answer
    assert 'aria-label="Valider et envoyer l’e-mail' in answer
    row.refresh_from_db()
    assert row.email == "par-b@yopmail.example"
    answer = correct(browser, row, email="par-a@yopmail.example")
    assert "Adresse modifiée" in answer
