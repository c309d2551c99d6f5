"""« Exporter »: small workbooks at once, large ones asked for, followed and fetched."""

import pytest
from django.http import StreamingHttpResponse
from django.test import Client as Browser

from escale.clients.models import Member
from escale.dotations.models import Dotation
from escale.dotations.tests.factories import DotationFactory
from escale.exports.actions.fail_export import fail_export
from escale.exports.actions.make_export import make_export
from escale.exports.models import Export
from escale.journal.models import JournalEntry
from escale.orders.models import Order
from escale.orders.tests.factories import OrderFactory
from escale.portal import export_answer
from tests.markup import flat
from tests.personas import SignIn

DOORS = [
    "/commandes/2800886/dotations/export/",
    "/commandes/2800886/export/",
    "/dotations/export/?last_name=FERRAND",
]


@pytest.fixture
def order(alice: Member) -> Order:
    return OrderFactory.create(client=alice.client, number=2800886)


@pytest.fixture
def rows(order: Order) -> list[Dotation]:
    return [DotationFactory.create(order=order, last_name="FERRAND") for _ in range(4)]


@pytest.fixture
def browser(alice: Member, sign_in: SignIn) -> Browser:
    return sign_in(alice)


@pytest.fixture
def large(rows: list[Dotation], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export_answer, "ROWS_AT_ONCE", 3)


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("door", DOORS)
def test_a_small_one_comes_at_once_and_is_journaled(browser: Browser, door: str) -> None:
    for ask in (browser.get, browser.post):
        workbook = ask(door)
        assert isinstance(workbook, StreamingHttpResponse)
        assert b"".join(workbook.streaming_content).startswith(b"PK")
    assert not Export.objects.exists()
    entries = JournalEntry.objects.filter(verb="dotations-exported")
    assert [entry.changes["rows"] for entry in entries] == [["", "4"]] * 2


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("door", DOORS)
def test_a_large_one_is_asked_for_followed_and_fetched(browser: Browser, door: str) -> None:
    page = browser.get(door).text
    assert "Ce classeur compte 4 lignes" in page
    assert not Export.objects.exists()
    page = browser.post(door, follow=True).text
    export = Export.objects.get()
    assert "Lignes écrites\u00a0: 0 sur 4" in page
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in flat(page)
    path = f"/exports/{export.pk}/"
    fragment = browser.get(path + "avancement/", headers={"HX-Request": "true"})
    assert fragment.text in page
    assert browser.get(path + "fichier/").status_code == 404

    make_export(export_id=export.pk)
    done = browser.get(path + "avancement/", headers={"HX-Request": "true"})
    assert done["HX-Refresh"] == "true"
    assert browser.get(path + "avancement/")["Location"] == path
    assert f'href="{path}fichier/"' in browser.get(path).text
    workbook = browser.get(path + "fichier/")
    assert isinstance(workbook, StreamingHttpResponse)
    assert b"".join(workbook.streaming_content).startswith(b"PK")
    assert "no-store" in workbook["Cache-Control"]


@pytest.mark.usefixtures("large")
def test_an_interruption_is_told(browser: Browser) -> None:
    browser.post(DOORS[0])
    export = Export.objects.get()
    fail_export(export_id=export.pk)
    page = browser.get(f"/exports/{export.pk}/").text
    assert "La préparation a été interrompue" in page
    assert 'href="/commandes/2800886/dotations/"' in page


@pytest.mark.usefixtures("large")
def test_nobody_else_fetches_it(
    alice: Member, bob: Member, browser: Browser, sign_in: SignIn
) -> None:
    browser.post(DOORS[0])
    export = Export.objects.get()
    make_export(export_id=export.pk)
    for end in ("", "avancement/", "fichier/"):
        assert sign_in(bob).get(f"/exports/{export.pk}/{end}").status_code == 404


@pytest.mark.usefixtures("large")
def test_a_workbook_that_is_gone_is_not_found(browser: Browser) -> None:
    browser.post(DOORS[0])
    export = Export.objects.get()
    make_export(export_id=export.pk)
    export.refresh_from_db()
    export.file.storage.delete(str(export.file.name))
    assert browser.get(f"/exports/{export.pk}/fichier/").status_code == 404
