"""The blue square (R16-R20): in the row with htmx, by a whole page without script."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client as Browser

from escale.clients.models import Member
from escale.dotations.models import Dotation
from escale.dotations.states import DotationStatus, PhoneTrouble
from escale.dotations.tests.factories import DotationFactory
from escale.mailing.models import OutgoingMessage
from escale.orders.tests.factories import OrderFactory
from tests.personas import SignIn

HTMX = {"HX-Request": "true"}


@pytest.fixture
def row(alice: Member) -> Dotation:
    order = OrderFactory.create(client=alice.client)
    return DotationFactory.create(order=order, email="is-lef777@yottmail.example", in_error=True)


def path_of(row: Dotation) -> str:
    return f"/dotations/{row.pk}/corriger/"


def form_of(row: Dotation, **changes: str) -> dict[str, str]:
    return {"email": row.email, "phone": row.phone, "revision": str(row.revision)} | changes


def test_a_corrected_row_comes_back(alice: Member, sign_in: SignIn, row: Dotation) -> None:
    form = form_of(row, email="is-lef777@yopmail.example", with_order="on")
    answer = sign_in(alice).post(path_of(row), form, headers=HTMX)
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert f'id="d{row.pk}"' in answer.text
    assert "En attente d’activation" in answer.text
    assert "l’e-mail d’activation part à is-lef777@yopmail.example" in answer.text
    assert 'id="annonce"' in answer.text
    assert "N° de commande" in answer.text
    assert OutgoingMessage.objects.get().recipient == "is-lef777@yopmail.example"


def test_the_address_of_somebody_else_is_told_and_taken(
    alice: Member, charlie: Member, sign_in: SignIn, row: Dotation
) -> None:
    def also_has_it(**who: object) -> None:
        DotationFactory.create(**({"email": "Zoe@kerdraon.example"} | who))

    also_has_it(order=row.order, last_name="LOIR")
    also_has_it(order=OrderFactory.create(client=alice.client), last_name="MARTIN")
    # The same person in another order, a closed dotation and another client's are no reason.
    also_has_it(order=OrderFactory.create(client=alice.client))
    also_has_it(order=row.order, last_name="DIAZ", activated=True)
    also_has_it(order=OrderFactory.create(client=charlie.client), last_name="ROUX")
    form = form_of(row, email="zoe@kerdraon.example")
    answer = sign_in(alice).post(path_of(row), form, headers=HTMX)
    # In the row, and aloud.
    assert answer.text.count("Cette adresse est aussi celle de 2 autres bénéficiaires") == 2
    row.refresh_from_db()
    assert row.email == "zoe@kerdraon.example"


def test_without_script_the_page_comes_back(alice: Member, sign_in: SignIn, row: Dotation) -> None:
    back = f"http://testserver/commandes/{row.order_id}/dotations/?q=ferb"
    form = form_of(row, email="is-lef777@yopmail.example")
    answer = sign_in(alice).post(path_of(row), form, headers={"Referer": back}, follow=True)
    assert answer.redirect_chain == [(back, 302)]
    assert "l’e-mail d’activation part à" in answer.text


def test_never_back_to_the_page_that_refused(alice: Member, sign_in: SignIn, row: Dotation) -> None:
    """It answers a form alone: who corrects from it without a script would find an error."""
    headers = {"Referer": f"http://testserver{path_of(row)}"}
    answer = sign_in(alice).post(path_of(row), form_of(row), headers=headers)
    assert answer["Location"] == f"/commandes/{row.order_id}/dotations/"


def test_never_back_to_somewhere_else(alice: Member, sign_in: SignIn, row: Dotation) -> None:
    answer = sign_in(alice).post(
        path_of(row), form_of(row), headers={"Referer": "https://evil.example/"}
    )
    assert answer["Location"] == f"/commandes/{row.order_id}/dotations/"


@pytest.mark.parametrize("headers", [HTMX, {}])
def test_what_is_wrong_stays_typed_and_is_explained(
    alice: Member, sign_in: SignIn, row: Dotation, headers: dict[str, str]
) -> None:
    form = form_of(row, email="louise.yopmail", phone="06 76 02 89")
    answer = sign_in(alice).post(path_of(row), form, headers=headers)
    assert answer.status_code == (200 if headers else 422)
    assert 'value="louise.yopmail"' in answer.text
    assert 'value="06 76 02 89"' in answer.text
    assert "Il manque le «\u00a0@\u00a0»" in answer.text
    assert "compte 8 chiffres, il en faut 10" in answer.text
    assert answer.text.count('aria-invalid="true"') == 2
    assert not OutgoingMessage.objects.exists()


def test_a_likely_slip_is_proposed(alice: Member, sign_in: SignIn, row: Dotation) -> None:
    page = sign_in(alice).get("/dotations/", {"last_name": "FERBACH"}).text
    assert "Vouliez-vous dire <b>yopmail.example</b>" in page


def test_account_created_answers_the_message_of_the_guide(alice: Member, sign_in: SignIn) -> None:
    row = DotationFactory.create(
        order=OrderFactory.create(client=alice.client), account_created=True
    )
    form = {"phone": row.phone, "revision": "0"}
    answer = sign_in(alice).post(path_of(row), form, headers=HTMX)
    assert (
        "Compte créé, dotation non activée, le salarié doit télécharger l’application "
        "pour activer sa dotation"
    ) in answer.text
    assert "Flyer Activer mes Chèques-Vacances Connect" in answer.text
    assert "/aide/gestion-compte/activer-premiere-dotation/" in answer.text
    assert not OutgoingMessage.objects.exists()


def test_the_steps_and_the_trouble_of_a_number_are_told_then_forgotten(
    alice: Member, sign_in: SignIn
) -> None:
    row = DotationFactory.create(
        order=OrderFactory.create(client=alice.client),
        account_created=True,
        password_chosen_at=datetime(2020, 9, 3, tzinfo=UTC),
        phone_trouble=PhoneTrouble.TEXT_FAILED,
    )
    browser = sign_in(alice)
    page = browser.get(f"/commandes/{row.order_id}/dotations/").text
    assert "Le bénéficiaire a fait 2 étapes sur 3." in page
    assert "SMS non remis. Vérifiez le numéro auprès du bénéficiaire" in page
    answer = browser.post(path_of(row), {"phone": "06 00 00 00 61", "revision": "0"}, headers=HTMX)
    assert "2 étapes sur 3" in answer.text
    assert "SMS non remis" not in answer.text


@pytest.mark.parametrize(
    "changes",
    [
        {"status": DotationStatus.PRODUCTION},
        {"status": DotationStatus.ACTIVATED, "activated_at": "2020-09-01T00:00Z"},
        {"status": DotationStatus.CANCELLED},
        {"account_created_at": "2020-09-01T00:00Z"},
    ],
)
def test_a_forged_form_is_refused(
    alice: Member, sign_in: SignIn, row: Dotation, changes: dict[str, str]
) -> None:
    Dotation.objects.update(**changes)
    sign_in(alice).post(path_of(row), form_of(row, email="x@yopmail.example"), headers=HTMX)
    assert Dotation.objects.get().email == row.email
    assert not OutgoingMessage.objects.exists()


def test_only_the_two_fields_are_taken(alice: Member, sign_in: SignIn, row: Dotation) -> None:
    before = Dotation.objects.values("amount", "status", "client_id", "order_id", "matricule").get()
    forged = {"amount": "1", "client_id": "1", "matricule": "x", "activated_at": "2020-01-01"}
    sign_in(alice).post(path_of(row), form_of(row, **forged), headers=HTMX)
    after = Dotation.objects.values("amount", "status", "client_id", "order_id", "matricule").get()
    assert after == before


def test_an_incomplete_form_changes_nothing(alice: Member, sign_in: SignIn, row: Dotation) -> None:
    answer = sign_in(alice).post(path_of(row), {"email": "x@yopmail.example"}, headers=HTMX)
    assert "Rechargez la page" in answer.text
    assert not OutgoingMessage.objects.exists()


def test_others(
    bea: Member, charlie: Member, sign_in: SignIn, row: Dotation, client: Browser
) -> None:
    assert sign_in(bea).post(path_of(row), form_of(row)).status_code == 403
    foreign = sign_in(charlie).post(path_of(row), form_of(row))
    unknown = sign_in(charlie).post("/dotations/1/corriger/", form_of(row))
    assert (foreign.status_code, unknown.status_code) == (404, 404)
    assert client.post(path_of(row), form_of(row)).status_code == 302
    assert not OutgoingMessage.objects.exists()


def test_is_not_to_be_read(alice: Member, sign_in: SignIn, row: Dotation) -> None:
    assert sign_in(alice).get(path_of(row)).status_code == 405


def test_a_foreign_site_cannot_post(alice: Member, row: Dotation) -> None:
    browser = Browser(enforce_csrf_checks=True)
    browser.force_login(alice.user)
    assert browser.post(path_of(row), form_of(row), headers=HTMX).status_code == 403


def test_enter_is_not_the_suggestion(alice: Member, sign_in: SignIn, row: Dotation) -> None:
    """The first button of a form is the one that Enter presses, in every browser."""
    page = sign_in(alice).get(f"/commandes/{row.order_id}/dotations/").text
    first = re.search(rf'<button[^>]*form="f{row.pk}"[^>]*>', page)
    assert "Vouliez-vous dire" in page
    assert first
    assert "value=" not in first.group()


def test_without_script_a_refusal_leads_back_to_where_one_was(
    alice: Member, sign_in: SignIn, row: Dotation
) -> None:
    browser, back = sign_in(alice), f"/commandes/{row.order_id}/dotations/?q=ferb"
    wrong = form_of(row, email="louise")
    headers = {"Referer": f"http://testserver{back}"}
    refused = browser.post(path_of(row), wrong, headers=headers)
    found = re.search(r'name="back" value="([^"]+)"', refused.text)
    assert found is not None
    right = form_of(row, email="is-lef777@yopmail.example", back=found[1])
    headers = {"Referer": f"http://testserver{path_of(row)}"}
    assert browser.post(path_of(row), right, headers=headers)["Location"].endswith(back)
