"""« Annuler » after a correction: in the row, or by pages without script."""

import re

import pytest
from django.test import Client as Browser

from escale.clients.models import Member
from escale.dotations.models import Dotation
from escale.dotations.tests.factories import DotationFactory
from escale.mailing.models import OutgoingMessage
from escale.orders.tests.factories import OrderFactory
from tests.personas import SignIn
from tests.read_only import reading_only

HTMX = {"HX-Request": "true"}
OLD = "lea@yopmail.example"
NEW = "lea.loir@yopmail.example"
EFFECT = "Si vous annulez, l’ancienne adresse, lea@yopmail.example, recevra un nouveau lien."


@pytest.fixture
def row(alice: Member) -> Dotation:
    order = OrderFactory.create(client=alice.client)
    return DotationFactory.create(order=order, email=OLD)


@pytest.fixture
def browser(alice: Member, sign_in: SignIn) -> Browser:
    return sign_in(alice)


def correct(browser: Browser, row: Dotation, **headers: str) -> str:
    """The answer to a new address."""
    form = {"email": NEW, "phone": row.phone, "revision": str(row.revision)}
    path = f"/dotations/{row.pk}/corriger/"
    answer = browser.post(path, form, headers=headers, follow=True)
    row.refresh_from_db()
    return answer.text


def undo_path(row: Dotation) -> str:
    return f"/dotations/{row.pk}/annuler/"


def test_it_is_offered_in_the_row_with_what_it_does(browser: Browser, row: Dotation) -> None:
    answer = correct(browser, row, **HTMX)
    assert f'action="{undo_path(row)}"' in answer
    assert EFFECT in answer
    form = {"revision": str(row.revision), "with_order": "on"}
    undone = browser.post(undo_path(row), form, headers=HTMX)
    assert "<html" not in undone.text
    assert f'value="{OLD}"' in undone.text
    assert (
        f"Correction annulée\u00a0: l’e-mail d’activation part à l’ancienne adresse, {OLD}"
        in undone.text
    )
    assert "N° de commande" in undone.text
    assert "remettre les anciennes" not in undone.text


def test_it_stays_when_the_list_is_drawn_again(browser: Browser, row: Dotation) -> None:
    correct(browser, row, **HTMX)
    for path in (f"/commandes/{row.order_id}/dotations/", "/dotations/"):
        assert EFFECT in browser.get(path).text
    assert undo_path(row) in browser.get(f"/dotations/{row.pk}/").text


def test_without_script_it_is_asked_on_a_page(browser: Browser, row: Dotation) -> None:
    assert f'<a href="{undo_path(row)}">Annuler</a>' in correct(browser, row)
    with reading_only():
        page = browser.get(undo_path(row)).text
    assert EFFECT in page
    assert re.search(rf'<del class="old">{re.escape(NEW[:4])}', page)
    answer = browser.post(undo_path(row), {"revision": str(row.revision)}, follow=True)
    assert answer.redirect_chain == [(f"/dotations/{row.pk}/", 302)]
    assert "Modification annulée par" in answer.text
    row.refresh_from_db()
    assert row.email == OLD


def test_changed_meanwhile_it_is_refused_and_says_so(
    browser: Browser, row: Dotation, bob: Member, sign_in: SignIn
) -> None:
    correct(browser, row, **HTMX)
    seen = str(row.revision)
    theirs = {"email": "lea@autre.example", "phone": row.phone, "revision": seen}
    sign_in(bob).post(f"/dotations/{row.pk}/corriger/", theirs, headers=HTMX)
    answer = browser.post(undo_path(row), {"revision": seen}, headers=HTMX)
    assert "Cette ligne a été modifiée entre-temps" in answer.text
    assert 'value="lea@autre.example"' in answer.text
    whole = browser.post(undo_path(row), {"revision": seen}, follow=True)
    assert "notice--danger" in whole.text


def test_nothing_to_undo_is_told(browser: Browser, row: Dotation) -> None:
    assert "Rien à annuler ici" in browser.get(undo_path(row)).text
    answer = browser.post(undo_path(row), {"revision": "0"}, headers=HTMX)
    assert "ne peut plus être annulée" in answer.text
    assert not OutgoingMessage.objects.exists()


def test_not_offered_once_the_address_is_the_beneficiary_s(browser: Browser, row: Dotation) -> None:
    correct(browser, row, **HTMX)
    Dotation.objects.filter(pk=row.pk).update(account_created_at="2026-01-01T00:00Z")
    assert undo_path(row) not in browser.get("/dotations/").text


def test_refused_to_readers_and_to_strangers(
    row: Dotation, bea: Member, charlie: Member, sign_in: SignIn
) -> None:
    assert sign_in(bea).get(undo_path(row)).status_code == 403
    assert sign_in(charlie).get(undo_path(row)).status_code == 404
    assert Browser().get(undo_path(row))["Location"].startswith("/connexion/")
