"""A large workbook is written by a job, once, kept a day, for one person."""

import logging
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from procrastinate.contrib.django.models import ProcrastinateJob

from escale.clients.models import Member
from escale.dotations.search import Criteria
from escale.dotations.situations import Situation
from escale.dotations.tests.factories import DotationFactory
from escale.exports.actions.fail_stalled_exports import fail_stalled_exports
from escale.exports.actions.forget_old_exports import forget_old_exports
from escale.exports.actions.make_export import make_export
from escale.exports.actions.start_export import start_export
from escale.exports.models import Export
from escale.exports.queries import exports_visible_to
from escale.exports.states import ExportKind, ExportStatus
from escale.exports.tests.factories import ExportFactory
from escale.exports.wanted import WantedExport
from escale.journal.models import JournalEntry
from escale.kernel import clock
from escale.orders.models import Booklet, Order
from escale.orders.states import ProductKind
from escale.orders.tests.factories import OrderFactory
from escale.workbooks.reading import read_sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(alice: Member) -> Order:
    order = OrderFactory.create(client=alice.client)
    DotationFactory.create(order=order, last_name="CARIOU")
    DotationFactory.create(order=order, last_name="FERRAND", in_error=True)
    DotationFactory.create(order=order, last_name="JAOUEN", activated=True)
    return order


def made(member: Member, wanted: WantedExport) -> Export:
    export = start_export(member=member, wanted=wanted)
    make_export(export_id=export.pk)
    export.refresh_from_db()
    return export


def names(export: Export, folder: Path) -> set[str]:
    path = folder / "export.xlsx"
    path.write_bytes(export.file.read())
    header, *rows = read_sheet(path).rows
    column = header.cells.index("Nom")
    return {str(row.cells[column]) for row in rows}


def test_an_order(alice: Member, order: Order, tmp_path: Path) -> None:
    export = made(alice, WantedExport(ExportKind.ORDER, order))
    assert export.status == ExportStatus.READY
    assert export.rows_written == export.rows_expected == 2
    assert export.file_name.endswith(f"_Titres_Dématérialisés_Commande_{order.pk}.xlsx")
    assert names(export, tmp_path) == {"CARIOU", "FERRAND"}


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (WantedExport(ExportKind.SEARCH), {"CARIOU", "FERRAND", "JAOUEN"}),
        (WantedExport(ExportKind.SEARCH, criteria=Criteria(last_name="jao")), {"JAOUEN"}),
        (WantedExport(ExportKind.SEARCH, situation=Situation.EMAIL_ERROR), {"FERRAND"}),
    ],
)
def test_a_search(
    alice: Member,
    charlie: Member,
    order: Order,
    tmp_path: Path,
    wanted: WantedExport,
    found: set[str],
) -> None:
    DotationFactory.create(order=OrderFactory.create(client=charlie.client), in_error=True)
    assert names(made(alice, wanted), tmp_path) == found


def test_the_details(alice: Member, order: Order) -> None:
    export = made(alice, WantedExport(ExportKind.DETAILS, order))
    assert (export.status, export.rows_expected) == (ExportStatus.READY, 3)
    assert export.file_name.endswith(f"_Détail_Commande_{order.pk}.xlsx")


def test_paper_counts_its_booklets(alice: Member) -> None:
    order = OrderFactory.create(client=alice.client, product=ProductKind.CLASSIC)
    Booklet.objects.create(
        order=order, matricule="1", last_name="LOIR", first_name="Ève", amount=20_000
    )
    assert WantedExport(ExportKind.DETAILS, order).count(alice) == 1


def test_a_second_click_gets_the_same_one(alice: Member, bob: Member, order: Order) -> None:
    wanted = WantedExport(ExportKind.ORDER, order)
    first = start_export(member=alice, wanted=wanted)
    assert start_export(member=alice, wanted=wanted) == first
    others = [
        start_export(member=bob, wanted=wanted),
        start_export(member=alice, wanted=WantedExport(ExportKind.DETAILS, order)),
        start_export(member=alice, wanted=WantedExport(ExportKind.SEARCH)),
    ]
    assert len({first, *others}) == 4
    locks = ProcrastinateJob.objects.filter(task_name="make_export").values_list("lock", flat=True)
    assert list(locks) == [f"client:{alice.client_id}"] * 4


def test_who_took_which_list_away_is_journaled(alice: Member, order: Order) -> None:
    start_export(member=alice, wanted=WantedExport(ExportKind.ORDER, order))
    entry = JournalEntry.objects.get(verb="dotations-exported")
    assert (entry.actor, entry.about) == (str(alice.user), order.about)
    assert entry.changes == {"kind": ["", "order"], "rows": ["", "2"]}


def test_a_second_run_writes_nothing_more(alice: Member, order: Order) -> None:
    export = made(alice, WantedExport(ExportKind.ORDER, order))
    before = export.file.name
    make_export(export_id=export.pk)
    export.refresh_from_db()
    assert export.file.name == before


def test_a_failure_is_told(
    alice: Member, order: Order, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_arguments: object) -> None:
        raise OSError

    monkeypatch.setattr(WantedExport, "write", fail)
    with caplog.at_level(logging.CRITICAL):
        export = made(alice, WantedExport(ExportKind.ORDER, order))
    assert export.status == ExportStatus.FAILED


def test_nobody_waits_for_a_job_that_never_comes(alice: Member, order: Order) -> None:
    export = start_export(member=alice, wanted=WantedExport(ExportKind.ORDER, order))
    assert fail_stalled_exports() == 0
    with time_machine.travel(clock.now() + timedelta(minutes=6)):
        assert fail_stalled_exports() == 1
    make_export(export_id=export.pk)
    export.refresh_from_db()
    assert export.status == ExportStatus.FAILED


def test_one_s_own_for_a_day(alice: Member, bob: Member, charlie: Member, order: Order) -> None:
    export = made(alice, WantedExport(ExportKind.ORDER, order))
    storage, name = export.file.storage, str(export.file.name)
    assert exports_visible_to(alice).get() == export
    assert not exports_visible_to(bob).exists()
    assert not exports_visible_to(charlie).exists()
    moved = ExportFactory.create(order=order, user_id=charlie.user_id)
    assert not exports_visible_to(charlie).filter(pk=moved.pk).exists()
    forget_old_exports()
    assert storage.exists(name)
    with time_machine.travel(clock.now() + timedelta(hours=25)):
        assert not exports_visible_to(alice).exists()
        forget_old_exports()
    assert not Export.objects.exists()
    assert not storage.exists(name)
