import re
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from escale.clients.models import Member
from escale.dotations.tests.factories import DotationFactory
from escale.exchange.tests.order_files import order_file, row
from escale.journal.actor import SYSTEM
from escale.ordering.actions.check_draft import check_draft
from escale.ordering.actions.confirm_draft import confirm_draft
from escale.ordering.models import Draft, DraftLine
from escale.ordering.states import DraftStatus
from escale.ordering.tests.factories import DraftFactory
from escale.orders.errors import PaymentMeansNotOffered
from escale.orders.models import IssuerSettings, Order, Product
from escale.orders.states import PaymentMeans, ProductKind
from escale.orders.tests.factories import OrderFactory
from tests.markup import flat
from tests.personas import SignIn

TYPED = {
    "matricule": "001",
    "last_name": "LOIR",
    "first_name": "Jean",
    "email": "jean.loir@yopmail.example",
    "phone": "06 76 02 89 37",
    "amount": "150",
}


@pytest.fixture
def browser(alice: Member, sign_in: SignIn) -> Browser:
    return sign_in(alice)


@pytest.fixture
def draft(alice: Member) -> Draft:
    return DraftFactory.create(client=alice.client)


def add(browser: Browser, draft: Draft, **changed: str) -> DraftLine:
    browser.post(f"/commander/{draft.pk}/lignes/", TYPED | changed)
    return draft.lines.latest("id")


def text_of(answer: object) -> str:
    return str(getattr(answer, "text", "")).replace("\u00a0", " ").replace("\u202f", " ")


def test_the_catalogue_offers_what_the_issuer_offers(browser: Browser) -> None:
    page = text_of(browser.get("/commander/"))
    assert "Chèque-Vacances Connect" in page
    assert "Chèque-Vacances Classic" in page
    assert "De 10 à 5 000 € par bénéficiaire" in page
    Product.objects.create(kind=ProductKind.CLASSIC, is_offered=False)
    assert "Classic" not in browser.get("/commander/").text


def test_what_is_prepared_elsewhere_shows_by_itself(browser: Browser, draft: Draft) -> None:
    shown = browser.get("/commander/")
    asked = {"HX-Request": "true", "Live-Version": shown.context["version"]}
    assert browser.get("/commander/", headers=asked).status_code == 204
    add(browser, draft)
    fresh = browser.get("/commander/", headers=asked)
    assert flat(text_of(fresh)).startswith('<div id="preparation"')
    assert "1 bénéficiaire, 151,50 €" in text_of(fresh)
    Draft.objects.all().delete()
    ended = browser.get("/commander/", headers=asked)
    assert "data-live" not in ended.text
    assert "préparation</h2>" not in ended.text


def test_a_reader_sees_the_catalogue_and_cannot_order(bea: Member, sign_in: SignIn) -> None:
    browser = sign_in(bea)
    assert "lecture seule" in browser.get("/commander/").text
    assert browser.post("/commander/nouvelle/", {"product": "connect"}).status_code == 403
    draft = DraftFactory.create(client=bea.client)
    assert browser.get(f"/commander/{draft.pk}/").status_code == 403
    assert browser.post(f"/commander/{draft.pk}/lignes/", TYPED).status_code == 403


def test_from_the_catalogue_to_the_order(browser: Browser) -> None:
    answer = browser.post("/commander/nouvelle/", {"product": "connect"})
    draft = Draft.objects.get()
    assert answer["Location"] == f"/commander/{draft.pk}/"
    add(browser, draft)
    summary = browser.get(f"/commander/{draft.pk}/recapitulatif/")
    assert "151,50 €" in text_of(summary)
    form = {"payment_means": "card", "accepted": "on", "total": "15150"}
    answer = browser.post(f"/commander/{draft.pk}/recapitulatif/", form, follow=True)
    order = Order.objects.get()
    assert f"Commande N°{order.number:,}".replace(",", " ") in text_of(answer)
    assert (order.total, order.payment_means) == (15_150, PaymentMeans.CARD)
    again = browser.post(f"/commander/{draft.pk}/recapitulatif/", form)
    assert again["Location"] == f"/commander/{draft.pk}/confirmation/"
    assert Order.objects.count() == 1


@pytest.mark.parametrize(
    ("missing", "words"),
    [("accepted", "Acceptez les conditions"), ("payment_means", "Choisissez un moyen")],
)
def test_nothing_is_ordered_by_half(
    browser: Browser, draft: Draft, missing: str, words: str
) -> None:
    add(browser, draft)
    form = {"payment_means": "card", "accepted": "on", "total": "15150"}
    del form[missing]
    page = browser.post(f"/commander/{draft.pk}/recapitulatif/", form)
    assert words in page.text
    assert not Order.objects.exists()


def test_the_reference_is_kept_whatever_is_to_be_mended(browser: Browser, draft: Draft) -> None:
    add(browser, draft)
    path = f"/commander/{draft.pk}/recapitulatif/"
    form = {"payment_means": "card", "total": "15150", "client_reference": " Noël\t2026 "}
    assert "Acceptez les conditions" in browser.post(path, form).text
    assert 'value="Noël 2026"' in browser.get(path).text
    too_long = browser.post(path, form | {"accepted": "on", "client_reference": "x" * 41})
    assert "41 caractères, 40 au plus" in too_long.text
    assert "x" * 41 in too_long.text
    assert not Order.objects.exists()
    browser.post(path, form | {"accepted": "on"})
    order = Order.objects.get()
    assert (order.client_reference, order.reference_search) == ("Noël 2026", "noel 2026")


def test_the_means_are_those_that_the_issuer_offers(browser: Browser, draft: Draft) -> None:
    add(browser, draft)
    IssuerSettings.objects.create(
        pk=1,
        account_holder="Moi",
        cheque_address="Ici",
        offers_card=False,
        offers_transfer=False,
        offers_cheque=True,
    )
    path = f"/commander/{draft.pk}/recapitulatif/"
    page = flat(browser.get(path).text)
    assert page.count('name="payment_means"') == 1
    assert 'value="cheque" checked' in page
    form = {"payment_means": "transfer", "accepted": "on", "total": "15150"}
    assert "n’est pas proposé" in browser.post(path, form).text
    with pytest.raises(PaymentMeansNotOffered):
        confirm_draft(
            actor=SYSTEM,
            draft_id=draft.pk,
            payment_means=PaymentMeans.TRANSFER,
            expected_total=15_150,
        )
    placed = browser.post(path, form | {"payment_means": "cheque"}, follow=True)
    assert "Voir comment envoyer le chèque" in placed.text
    assert Order.objects.get().payment_means == PaymentMeans.CHEQUE


def test_on_paper_nothing_is_ever_repaired(alice: Member, browser: Browser) -> None:
    paper = DraftFactory.create(client=alice.client, product=ProductKind.CLASSIC)
    add(browser, paper)
    assert "réparée" not in browser.get(f"/commander/{paper.pk}/").text
    other = DraftFactory.create(client=alice.client)
    add(browser, other)
    assert "réparée" in browser.get(f"/commander/{other.pk}/").text


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_an_empty_line_is_none(browser: Browser, draft: Draft, headers: dict[str, str]) -> None:
    browser.post(f"/commander/{draft.pk}/lignes/", {"last_name": "  "}, headers=headers)
    assert not draft.lines.exists()
    page = browser.get(f"/commander/{draft.pk}/").text
    assert "Rien n’est ajouté\u00a0: remplissez d’abord la ligne." in page
    assert "<title>Erreur" in page


def test_a_total_that_moved_is_shown_again(browser: Browser, draft: Draft) -> None:
    add(browser, draft)
    form = {"payment_means": "card", "accepted": "on", "total": "10100"}
    page = browser.post(f"/commander/{draft.pk}/recapitulatif/", form, follow=True)
    assert "modifiée depuis" in page.text
    assert not Order.objects.exists()


def test_no_summary_while_a_line_is_refused(browser: Browser, draft: Draft) -> None:
    add(browser, draft, amount="3")
    answer = browser.get(f"/commander/{draft.pk}/recapitulatif/")
    assert answer["Location"] == f"/commander/{draft.pk}/"
    page = text_of(browser.get(f"/commander/{draft.pk}/"))
    assert "va de 10 € à 5 000 €" in page
    assert "Corrigez ou retirez 1 ligne refusée" in page


def test_a_file_is_followed_then_shown(browser: Browser, draft: Draft, tmp_path: Path) -> None:
    path = order_file(tmp_path, [row(1), row(2, phone="0144556677")])
    file = SimpleUploadedFile("beneficiaires.xlsx", path.read_bytes())
    answer = browser.post(f"/commander/{draft.pk}/fichier/", {"file": file})
    assert answer["Location"] == f"/commander/{draft.pk}/"
    page = browser.get(f"/commander/{draft.pk}/").text
    assert "beneficiaires.xlsx" in page
    assert "hx-trigger" in page
    htmx = {"HX-Request": "true"}
    progress = browser.get(f"/commander/{draft.pk}/avancement/", headers=htmx)
    assert "HX-Refresh" not in progress
    check_draft(draft_id=draft.pk)
    progress = browser.get(f"/commander/{draft.pk}/avancement/", headers=htmx)
    assert progress["HX-Refresh"] == "true"
    page = browser.get(f"/commander/{draft.pk}/?voir=refusees").text
    assert "celui d’un mobile" in page
    assert "TEST1" not in page


def test_no_file_is_no_crash(browser: Browser, draft: Draft) -> None:
    page = browser.post(f"/commander/{draft.pk}/fichier/", follow=True)
    assert "Choisissez d’abord un fichier" in page.text
    empty = SimpleUploadedFile("a.xlsx", b"")
    page = browser.post(f"/commander/{draft.pk}/fichier/", {"file": empty}, follow=True)
    assert "Ce fichier est vide" in page.text


def test_a_check_can_be_given_up(browser: Browser, draft: Draft) -> None:
    Draft.objects.filter(pk=draft.pk).update(status=DraftStatus.CHECKING)
    page = browser.post(f"/commander/{draft.pk}/lignes/", TYPED, follow=True)
    assert "Une vérification est en cours" in page.text
    browser.post(f"/commander/{draft.pk}/abandon/")
    assert add(browser, draft).matricule == "001"


def test_another_clients_order_is_never_copied(
    browser: Browser, draft: Draft, charlie: Member
) -> None:
    theirs = OrderFactory.create(client=charlie.client)
    DotationFactory.create(order=theirs)
    answer = browser.post(f"/commander/{draft.pk}/copie/", {"order": theirs.pk})
    assert answer.status_code == 404
    draft.refresh_from_db()
    assert draft.status == DraftStatus.EDITING


def test_an_own_order_is_copied(browser: Browser, draft: Draft) -> None:
    mine = OrderFactory.create(client=draft.client)
    DotationFactory.create(order=mine, last_name="DIDEROT")
    browser.post(f"/commander/{draft.pk}/copie/", {"order": mine.pk})
    check_draft(draft_id=draft.pk)
    assert "DIDEROT" in browser.get(f"/commander/{draft.pk}/").text


def test_a_line_is_corrected_in_place(browser: Browser, draft: Draft) -> None:
    line = add(browser, draft, phone="0144556677")
    path = f"/commander/{draft.pk}/lignes/{line.pk}/"
    answer = browser.post(path, TYPED, headers={"HX-Request": "true"})
    assert f'id="r{line.pk}" data-severity="0"' in flat(answer.text)
    assert 'id="bilan" hx-swap-oob="true"' in answer.text
    plain = browser.post(path, TYPED | {"amount": "200"})
    assert plain["Location"] == f"/commander/{draft.pk}/#l{line.pk}"
    line.refresh_from_db()
    assert line.amount == 20_000


def test_a_doubtful_domain_is_mended_in_one_click(browser: Browser, draft: Draft) -> None:
    add(browser, draft, email="jean@gmial.com")
    assert "Corriger 1 adresse douteuse" in browser.get(f"/commander/{draft.pk}/").text
    page = browser.post(f"/commander/{draft.pk}/lignes/domaines/", follow=True)
    assert "1 adresse est corrigée" in page.text
    assert draft.lines.get().email == "jean@gmail.com"


def test_refused_lines_leave_by_workbook_or_for_good(browser: Browser, draft: Draft) -> None:
    add(browser, draft)
    add(browser, draft, matricule="002", email="x")
    answer = browser.get(f"/commander/{draft.pk}/lignes/refusees/")
    rows = list(load_workbook(BytesIO(answer.getvalue())).worksheets[0].iter_rows(values_only=True))
    assert rows[0][-2:] == ("Ligne", "Motif")
    assert rows[1][:6] == ("002", "LOIR", "Jean", "x", "06 76 02 89 37", "150")
    assert "Il manque le « @ »" in str(rows[1][-1]).replace("\u00a0", " ")
    page = browser.post(f"/commander/{draft.pk}/lignes/refusees/retirer/", follow=True)
    assert "1 ligne refusée est retirée" in page.text
    assert draft.lines.count() == 1


def test_the_model_has_the_columns_to_fill(browser: Browser) -> None:
    for product, titles in (
        ("connect", ("Matricule", "Nom", "Prénom", "Adresse Mail", "Téléphone", "Montant")),
        ("classic", ("Matricule", "Nom", "Prénom", "Montant")),
    ):
        answer = browser.get(f"/commander/modele/{product}/")
        sheet = load_workbook(BytesIO(answer.getvalue())).worksheets[0]
        assert next(iter(sheet.iter_rows(values_only=True))) == titles
    assert browser.get("/commander/modele/autre/").status_code == 404


def test_a_draft_waits_for_its_author_and_goes_when_told(browser: Browser, draft: Draft) -> None:
    add(browser, draft)
    assert "Commandes en préparation" in browser.get("/commander/").text
    browser.post(f"/commander/{draft.pk}/supprimer/")
    assert not Draft.objects.exists()
    assert "Commandes en préparation" not in browser.get("/commander/").text


def test_a_large_order_shows_that_it_is_being_written(
    browser: Browser, draft: Draft, alice: Member
) -> None:
    add(browser, draft)
    Draft.objects.filter(pk=draft.pk).update(status=DraftStatus.PLACING)
    assert browser.get(f"/commander/{draft.pk}/")["Location"].endswith("/confirmation/")
    page = browser.get(f"/commander/{draft.pk}/confirmation/").text
    assert "s’enregistre" in page
    confirmed = confirm_draft(
        actor=alice.actor,
        draft_id=draft.pk,
        payment_means=PaymentMeans.CARD,
        expected_total=15_150,
    )
    assert confirmed.order is None


def test_the_number_of_queries_does_not_follow_the_lines(
    browser: Browser, draft: Draft, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(12):
        add(browser, draft, matricule=f"{number:03}", phone=f"06000000{number:02}")
    with django_assert_max_num_queries(14):
        browser.get(f"/commander/{draft.pk}/")


@pytest.mark.parametrize("headers", [{"HX-Request": "true"}, {}])
def test_a_line_removed_by_mistake_is_put_back(
    browser: Browser, draft: Draft, headers: dict[str, str]
) -> None:
    line = add(browser, draft, amount="sept", phone="01 44")
    path = f"/commander/{draft.pk}/lignes/{line.pk}/retirer/"
    answer = browser.post(path, headers=headers)
    assert not draft.lines.exists()
    assert "Jean LOIR est retiré de la commande." in answer.text
    typed = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', answer.text))
    back = browser.post(f"/commander/{draft.pk}/lignes/", typed, headers=headers)
    again = draft.lines.get()
    assert (again.cells, again.all_remarks) == (line.cells, line.all_remarks)
    assert ('id="nouvelle"' in back.text) is False
    # A second press on the cross of a page that is behind.
    assert browser.post(path, headers=headers).status_code in (200, 302)
