"""« Importer », from the file to the result, on the pages."""

from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client as Browser
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import DjangoAssertNumQueries

from escale.clients.models import Member
from escale.dotations.brake import BETWEEN, MOST
from escale.dotations.emails import send_activation
from escale.dotations.models import Dotation
from escale.dotations.tests.factories import DotationFactory
from escale.imports.actions import confirm_import as confirming
from escale.imports.actions.check_import import check_import
from escale.imports.models import Import
from escale.imports.previewing import preview_file
from escale.imports.states import ImportStatus, Verdict
from escale.imports.tests.correction_files import correction_file, exported
from escale.kernel import clock
from escale.mailing.models import OutgoingMessage
from escale.orders.models import Order
from escale.orders.tests.factories import OrderFactory
from escale.workbooks.limits import MEGABYTE
from escale.workbooks.reading import read_sheet
from escale.workbooks.sheet import Cell
from tests.markup import flat
from tests.personas import SignIn


@pytest.fixture
def order(alice: Member) -> Order:
    return OrderFactory.create(client=alice.client, number=2800886)


@pytest.fixture
def rows(order: Order) -> list[Dotation]:
    return [DotationFactory.create(order=order, first_name=f"Louise{n}") for n in range(4)]


@pytest.fixture
def browser(alice: Member, sign_in: SignIn) -> Browser:
    return sign_in(alice)


def send(browser: Browser, order: Order, folder: Path, rows: list[list[Cell]]) -> Import:
    """The file is sent and its job done; the import."""
    with correction_file(folder, rows).open("rb") as file:
        answer = browser.post(f"/commandes/{order.pk}/dotations/importer/", {"file": file})
    imported = Import.objects.latest("id")
    assert answer["Location"] == f"/imports/{imported.pk}/"
    check_import(import_id=imported.pk)
    imported.refresh_from_db()
    return imported


@pytest.fixture
def imported(browser: Browser, order: Order, rows: list[Dotation], tmp_path: Path) -> Import:
    """A preview: an address, a phone, a refusal, a row left as it is."""
    return send(
        browser,
        order,
        tmp_path,
        [
            exported(rows[0], email="louise@yotmail.com"),
            exported(rows[1], phone="0622329618"),
            exported(rows[2], phone="01 44"),
            exported(rows[3]),
        ],
    )


def test_the_order_s_page_offers_it_to_who_may_change(
    alice: Member, bea: Member, order: Order, sign_in: SignIn
) -> None:
    path = f"/commandes/{order.pk}/dotations/"
    assert f'href="{path}importer/"' in sign_in(alice).get(path).text
    assert "importer/" not in sign_in(bea).get(path).text
    assert sign_in(bea).get(f"{path}importer/").status_code == 403


def test_the_preview_tells_everything_and_does_nothing(browser: Browser, imported: Import) -> None:
    page = browser.get(f"/imports/{imported.pk}/").text
    for words in (
        "4 lignes lues. Rien n’est encore modifié ni envoyé.",
        "2 lignes modifiées",
        "1 e-mail d’activation",
        "1 e-mail d’information sur le changement de téléphone",
        "louise<wbr>@yotmail.com",
        "Vouliez-vous dire <b>louise<wbr>@yopmail.com</b>",
        "1 ligne refusée",
        "Le numéro compte 4 chiffres",
        "1 ligne inchangée",
        "Renvoyer l’e-mail d’activation aux lignes non modifiées",
        "Appliquer 2 modifications",
    ):
        assert words in page
    assert 'name="resend" form="appliquer">' in page
    assert not OutgoingMessage.objects.exists()


def test_what_the_brake_holds_is_told_before(browser: Browser, imported: Import) -> None:
    """D13: at the door of imports too, and where it stands in the file."""
    path = f"/imports/{imported.pk}/"
    (unchanged,) = imported.rows.filter(verdict=Verdict.UNCHANGED)
    dotation = Dotation.objects.get(pk=unchanged.dotation_id or 0)
    send_activation(dotation, at=clock.now())
    page = flat(browser.get(path).text)
    assert "1 ligne non modifiée ne peut rien recevoir de plus pour l’instant" in page
    assert "Déjà envoyé il y a 1 minute" in page
    assert "Renvoyer l’e-mail d’activation aux lignes non modifiées" not in page
    OutgoingMessage.objects.update(created_at=clock.now() - BETWEEN)
    page = flat(browser.get(path).text)
    assert "ne peut rien recevoir" not in page
    assert "(1 e-mail de plus)" in page
    OutgoingMessage.objects.bulk_create(
        OutgoingMessage(
            template="dotations/emails/activation",
            recipient=dotation.email,
            about=dotation.about,
            client_id=dotation.client_id,
            created_at=clock.now() - BETWEEN,
        )
        for _time in range(MOST - 1)
    )
    assert "10 e-mails d’activation sont déjà partis" in flat(browser.get(path).text)


def test_one_click_mends_a_refused_address(
    browser: Browser, order: Order, rows: list[Dotation], tmp_path: Path
) -> None:
    imported = send(browser, order, tmp_path, [exported(rows[0], email="hélène@orange.fr")])
    path = f"/imports/{imported.pk}/"
    page = flat(browser.get(path).text)
    assert "<b>helene<wbr>@orange.fr</b>" in page
    row = imported.rows.get()
    page = flat(browser.post(path + "adresses/", {"row": row.pk}, follow=True).text)
    assert "1 ligne modifiée" in page
    assert "Remplacer par" not in page


def test_applied_then_undone(browser: Browser, imported: Import, rows: list[Dotation]) -> None:
    path = f"/imports/{imported.pk}/"
    browser.post(path + "adresses/")
    page = browser.post(path + "appliquer/", follow=True).text
    assert "2 lignes sont modifiées. 2 e-mails partent." in flat(page)
    assert "Oui, annuler 2 modifications" in page
    assert Dotation.objects.get(pk=rows[0].pk).email == "louise@yopmail.com"
    page = browser.post(path + "annuler/", follow=True).text
    assert "2 dotations ont retrouvé leurs coordonnées d’avant." in page
    assert Dotation.objects.get(pk=rows[0].pk).email == rows[0].email
    listed = browser.get("/imports/").text
    assert "export.xlsx" in listed
    assert "annulé" in listed


def test_unchanged_rows_are_resent_when_the_box_is_ticked(
    browser: Browser, imported: Import
) -> None:
    page = browser.post(f"/imports/{imported.pk}/appliquer/", {"resend": "on"}, follow=True).text
    assert "3 e-mails partent." in page
    assert "Dont 1 e-mail d’activation renvoyé" in page


def test_a_file_without_change_offers_only_to_resend(
    browser: Browser, order: Order, rows: list[Dotation], tmp_path: Path
) -> None:
    imported = send(browser, order, tmp_path, [exported(row) for row in rows])
    page = browser.get(f"/imports/{imported.pk}/").text
    assert "Ce fichier ne change rien." in page
    assert "Renvoyer 4 e-mails d’activation" in page
    assert "Appliquer" not in page


def test_the_refused_rows_come_back_with_their_reason_and_import_again(
    browser: Browser, order: Order, imported: Import, rows: list[Dotation], tmp_path: Path
) -> None:
    answer = browser.get(f"/imports/{imported.pk}/refusees/")
    assert "Lignes_refus" in answer["Content-Disposition"]
    path = tmp_path / "refusees.xlsx"
    path.write_bytes(BytesIO(b"".join(answer.streaming_content)).read())  # type: ignore[attr-defined]
    header, row = (list(row.cells) for row in read_sheet(path).rows)
    assert header[-2:] == ["Ligne", "Motif"]
    assert row[0] == str(rows[2].pk)
    assert row[-2] == 4
    assert str(row[-1]).startswith("Téléphone\u00a0: Le numéro compte 4 chiffres")
    (judged,) = preview_file(order, path).rows
    assert [refusal.column for refusal in judged.refusals] == ["phone"]
    row[5] = "06 22 32 96 19"
    path = correction_file(tmp_path, [row[:8]], name="corrigees.xlsx")
    assert [row.verdict for row in preview_file(order, path).rows] == [Verdict.MODIFIED]


def test_once_its_rows_are_erased_there_is_nothing_to_download(
    browser: Browser, imported: Import
) -> None:
    Import.objects.update(rows_erased=True)
    assert browser.get(f"/imports/{imported.pk}/refusees/").status_code == 404


def test_a_name_too_long_for_a_disk_is_read_all_the_same(
    browser: Browser, order: Order, rows: list[Dotation], tmp_path: Path
) -> None:
    path = correction_file(tmp_path, [exported(rows[0])])
    file = BytesIO(path.read_bytes())
    file.name = f"{'x' * 250}.xlsx"
    browser.post(f"/commandes/{order.pk}/dotations/importer/", {"file": file})
    imported = Import.objects.get()
    check_import(import_id=imported.pk)
    imported.refresh_from_db()
    assert (imported.status, imported.refusal) == (ImportStatus.READY, "")


def test_a_file_of_another_order_names_and_links_the_right_one(
    browser: Browser, order: Order, tmp_path: Path
) -> None:
    other = DotationFactory.create(order=OrderFactory.create(client=order.client, number=2800900))
    imported = send(browser, order, tmp_path, [exported(other)])
    page = browser.get(f"/imports/{imported.pk}/").text
    assert "Ce fichier est celui de la commande 2\u00a0800\u00a0900" in page
    assert 'href="/commandes/2800900/dotations/importer/"' in page


def test_a_file_that_is_no_workbook_is_one_sentence(browser: Browser, order: Order) -> None:
    file = BytesIO(b"%PDF")
    file.name = "a.xlsx"
    browser.post(f"/commandes/{order.pk}/dotations/importer/", {"file": file})
    imported = Import.objects.get()
    check_import(import_id=imported.pk)
    page = browser.get(f"/imports/{imported.pk}/").text
    assert "Le contenu de ce fichier ne correspond pas à son extension" in page


@pytest.mark.parametrize(
    ("name", "size", "words"),
    [
        ("a.pdf", 9, "format de fichier n’est pas accepté"),
        ("a.xlsx", 10 * MEGABYTE + 1, "10\u00a0Mo"),
    ],
)
def test_what_no_reading_would_save_is_not_even_kept(
    browser: Browser, order: Order, name: str, size: int, words: str
) -> None:
    file = BytesIO(b"x" * size)
    file.name = name
    path = f"/commandes/{order.pk}/dotations/importer/"
    assert words in browser.post(path, {"file": file}, follow=True).text
    assert not Import.objects.exists()


def test_the_imports_of_one_client_go_one_by_one(imported: Import, browser: Browser) -> None:
    assert set(ProcrastinateJob.objects.values_list("task_name", "lock")) == {
        ("check_import", f"client:{imported.client_id}")
    }


def test_no_file_at_all_is_told(browser: Browser, order: Order) -> None:
    page = browser.post(f"/commandes/{order.pk}/dotations/importer/", follow=True).text
    assert "Choisissez d’abord un fichier." in page


def test_an_abandoned_preview_leaves_nothing(browser: Browser, imported: Import) -> None:
    page = browser.post(f"/imports/{imported.pk}/abandonner/", follow=True).text
    assert "rien n’a été modifié ni envoyé" in page
    assert not Import.objects.exists()


def test_progress_is_a_fragment_then_the_page_itself(
    browser: Browser, order: Order, imported: Import
) -> None:
    path = f"/imports/{imported.pk}/"
    Import.objects.update(status=ImportStatus.CHECKING, rows_expected=12_000, rows_checked=4_000)
    page = browser.get(path).text
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in flat(page)
    fragment = browser.get(path + "avancement/", headers={"HX-Request": "true"}).text
    assert "4\u202f000 lignes lues sur 12\u202f000" in fragment
    assert fragment.partition("<form")[0] in page
    Import.objects.update(status=ImportStatus.READY)
    answer = browser.get(path + "avancement/", headers={"HX-Request": "true"})
    assert answer["HX-Refresh"] == "true"


def test_many_rows_are_applied_by_a_job(
    browser: Browser, imported: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(confirming, "ROWS_AT_ONCE", 1)
    page = browser.post(f"/imports/{imported.pk}/appliquer/", follow=True).text
    assert "Vos modifications s’enregistrent" in page
    assert not OutgoingMessage.objects.exists()


def test_a_reader_sees_but_cannot_apply(bea: Member, imported: Import, sign_in: SignIn) -> None:
    browser = sign_in(bea)
    page = browser.get(f"/imports/{imported.pk}/").text
    assert "2 lignes modifiées" in page
    assert "Appliquer" not in page
    for act in ("appliquer", "adresses", "abandonner", "annuler"):
        assert browser.post(f"/imports/{imported.pk}/{act}/").status_code == 403


def test_pages_and_queries_do_not_follow_the_rows(
    browser: Browser,
    order: Order,
    tmp_path: Path,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    rows = [DotationFactory.create(order=order) for _ in range(60)]
    file = [exported(row, email=f"x{row.pk}@yopmail.example") for row in rows]
    imported = send(browser, order, tmp_path, file)
    with django_assert_max_num_queries(12):
        page = browser.get(f"/imports/{imported.pk}/").text
    assert "1 à 50 sur 60 lignes" in page
    assert "51 à 60 sur 60 lignes" in browser.get(f"/imports/{imported.pk}/?page=2").text
