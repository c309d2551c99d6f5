"""« Exporter » on the search page: everyone it found (R25)."""

from pathlib import Path

from django.test import Client as Browser

from escale.clients.models import Member
from escale.dotations.tests.factories import DotationFactory
from escale.orders.tests.factories import OrderFactory
from escale.workbooks.reading import read_sheet
from escale.workbooks.sheet import Cell
from tests.personas import SignIn


def exported(browser: Browser, query: str, folder: Path) -> list[list[Cell]]:
    answer = browser.get(f"/dotations/export/?{query}")
    assert ".xlsx" in answer["Content-Disposition"]
    path = folder / "a.xlsx"
    path.write_bytes(b"".join(answer.streaming_content))  # type: ignore[attr-defined]
    return [list(row.cells) for row in read_sheet(path).rows]


def test_all_pages_of_what_was_searched(
    alice: Member, charlie: Member, sign_in: SignIn, tmp_path: Path
) -> None:
    first = OrderFactory.create(client=alice.client, number=2800886)
    second = OrderFactory.create(client=alice.client, number=2800901)
    for order in (first, second):
        for _ in range(30):
            DotationFactory.create(order=order, last_name="LOIR")
    DotationFactory.create(order=first, last_name="PTL")
    DotationFactory.create(order=OrderFactory.create(client=charlie.client), last_name="LOIR")
    browser = sign_in(alice)
    page = browser.get("/dotations/?last_name=loir&page=2").text
    assert 'href="/dotations/export/?last_name=loir"' in page
    rows = exported(browser, "last_name=loir", tmp_path)
    assert rows[0][:4] == ["Identifiant dotation", "Matricule", "N° de commande", "Nom"]
    assert len(rows) == 61
    assert {row[2] for row in rows[1:]} == {2800886, 2800901}
    assert {row[3] for row in rows[1:]} == {"LOIR"}


def test_a_situation_narrows_it(alice: Member, sign_in: SignIn, tmp_path: Path) -> None:
    order = OrderFactory.create(client=alice.client)
    DotationFactory.create(order=order)
    failed = DotationFactory.create(order=order, in_error=True)
    rows = exported(sign_in(alice), "situation=email_error", tmp_path)
    assert [row[0] for row in rows[1:]] == [failed.pk]
    assert rows[1][-1] == "Erreur e-mail"


def test_only_the_status_that_is_chosen(alice: Member, sign_in: SignIn, tmp_path: Path) -> None:
    order = OrderFactory.create(client=alice.client)
    DotationFactory.create(order=order, last_name="LOIR", in_error=True)
    DotationFactory.create(order=order, last_name="LOIRET")
    browser = sign_in(alice)
    rows = exported(browser, "last_name=loir&statut=email_error&tri=nom", tmp_path)
    assert [row[3] for row in rows[1:]] == ["LOIR"]
