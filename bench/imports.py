"""Corrections by file, 30 % of the rows changed, in one order: from the file to the outbox.

Ours reads, previews (each row kept) and applies, by the rules of the screen. The limit is calamine
alone and the SQL alone: COPY into a temporary table, then one statement that updates, journals and
queues. The peers are what a Django project does: openpyxl, both libraries on every row, bulk_update
and bulk_create (up to 2 000 rows), or django-import-export, which saves row by row (up to 1 000);
they keep no preview.
"""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import phonenumbers
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from email_validator import validate_email
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from bench.data import client_with
from bench.goals import Bench, Figures, at_most, faster, within
from bench.import_export_peer import save_row_by_row
from bench.measuring import clocked, in_turn, per_item, timed
from escale.dotations.models import Dotation
from escale.dotations.search import search_text
from escale.exchange.columns import EXPORT_COLUMNS
from escale.exchange.order_export import FIELDS, written_columns, written_rows
from escale.imports.actions.apply_import import apply_import
from escale.imports.actions.import_file import import_file
from escale.imports.actions.open_import import open_import
from escale.imports.actions.store_preview import store_preview
from escale.imports.models import Import
from escale.imports.previewing import preview_file
from escale.imports.states import ImportStatus
from escale.journal.actor import SYSTEM
from escale.journal.models import JournalEntry
from escale.mailing.models import OutgoingMessage
from escale.orders.models import Order
from escale.tenancy.scopes import client_scope
from escale.workbooks.limits import CORRECTION_LIMITS, MEGABYTE
from escale.workbooks.writing import write_workbook

PEER_ROWS, SLOW_PEER_ROWS = 2_000, 1_000
CHANGED_OF_TEN = 3
BULK, ROW_BY_ROW = "openpyxl + bulk_update", "django-import-export"
BATCH = 1_000
LIMITS = replace(
    CORRECTION_LIMITS, rows=200_000, file_bytes=50 * MEGABYTE, unpacked_bytes=300 * MEGABYTE,
    seconds=60, memory_bytes=2_000 * MEGABYTE, answer_bytes=1_000 * MEGABYTE,
)  # fmt: skip
SQL_ALONE = """
    WITH changed AS (
        SELECT d.id, d.client_id, d.email AS former, f.email, f.phone FROM bench_file f
        JOIN dotations_dotation d USING (id)
        WHERE d.order_id = %(order)s AND (d.email, d.phone) IS DISTINCT FROM (f.email, f.phone)
        FOR UPDATE OF d
    ), updated AS (
        UPDATE dotations_dotation d SET email = changed.email, phone = changed.phone,
            search = f.search, revision = revision + 1, link_generation = link_generation + 1
        FROM changed JOIN bench_file f USING (id) WHERE d.id = changed.id RETURNING d.id
    ), journaled AS (
        INSERT INTO journal_journalentry (actor, door, verb, about, client_id, changes)
        SELECT 'bench', 'import', 'contact-corrected', 'dotation:' || id, client_id,
               jsonb_build_object('email', jsonb_build_array(former, email)) FROM changed
    )
    INSERT INTO mailing_outgoingmessage
        (template, recipient, context, links, about, state, attempts, diagnostic, cause)
    SELECT 'dotations/emails/activation', email, '{}', '{}', 'dotation:' || id, 'queued', 0, '', ''
    FROM changed
    """


def measure(size: int) -> Figures:
    order = Order.objects.get(client=client_with(size, code=f"bench-import-{size}").client)
    items = {"ours": size, "preview": size, "calamine": size, "SQL": size}
    with tempfile.TemporaryDirectory() as folder:
        path, peer_path = Path(folder) / "export.xlsx", Path(folder) / "peer.xlsx"
        write_corrections(order, path, size)
        items[BULK] = min(size, PEER_ROWS)
        write_corrections(order, peer_path, items[BULK])
        rows = list(_sql_rows(path))
        ways: dict[str, Callable[[], float]] = {
            "ours": partial(_undone, partial(_ours, order, path)),
            "preview": clocked(partial(preview_file, order, path, limits=LIMITS)),
            "calamine": clocked(partial(_parse, path)),
            "SQL": partial(_undone, partial(_sql, order, rows)),
            BULK: partial(_undone, partial(_peer, order, peer_path, items[BULK])),
        }
        if size <= SLOW_PEER_ROWS:
            items[ROW_BY_ROW] = size
            ways[ROW_BY_ROW] = partial(_undone, partial(save_row_by_row, path))
        figures = per_item(in_turn(ways), items)
        statements = _statements(order, path)
    limit = figures["calamine"] + figures["SQL"]
    return figures | {"calamine + SQL": limit, "statements": statements}


def _statements(order: Order, path: Path) -> int:
    """To apply a preview of the whole file, whatever its size."""
    with transaction.atomic():
        with client_scope(order.client_id):
            imported = open_import(actor=SYSTEM, order=order, file_name=path.name)
            preview = preview_file(order, path, limits=LIMITS)
            store_preview(import_id=imported.pk, preview=preview)
            Import.objects.filter(pk=imported.pk).update(status=ImportStatus.APPLYING)
            with CaptureQueriesContext(connection) as statements:
                apply_import(actor=SYSTEM, import_id=imported.pk)
        transaction.set_rollback(True)
    sql = [str(query["sql"]) for query in statements.captured_queries]
    return sum(not text.startswith(("SAVEPOINT", "RELEASE")) for text in sql)


def _undone(action: Callable[[], object]) -> float:
    """Seconds of one run, its COMMIT left out: the next run needs the same rows."""
    with transaction.atomic():
        seconds = timed(action)
        transaction.set_rollback(True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM dotations_dotation")
    return seconds


def _ours(order: Order, path: Path) -> None:
    with client_scope(order.client_id):
        imported = import_file(actor=SYSTEM, order=order, path=path, limits=LIMITS)
    assert imported.modified == imported.rows_read * CHANGED_OF_TEN // 10


def _parse(path: Path) -> None:
    for _row in CalamineWorkbook.from_path(path).get_sheet_by_index(0).iter_rows():
        pass


def _sql_rows(path: Path) -> Iterator[tuple[int, str, str, str]]:
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    for identifier, matricule, last, first, email, phone, *_rest in rows[1:]:
        e164 = f"+33{str(phone)[1:]}"
        text = search_text(
            matricule=str(matricule),
            last_name=str(last),
            first_name=str(first),
            email=str(email),
            phone=e164,
        )
        yield int(str(identifier).removesuffix(".0")), str(email), e164, text


def _sql(order: Order, rows: list[tuple[int, str, str, str]]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE bench_file (id bigint, email text, phone text, search text)"
            " ON COMMIT DROP"
        )
        with cursor.copy("COPY bench_file FROM STDIN") as copy:
            copy.write("".join("\t".join(map(str, row)) + "\n" for row in rows))
        cursor.execute("ANALYZE bench_file")
        cursor.execute(SQL_ALONE, {"order": order.pk})


def _peer(order: Order, path: Path, count: int) -> None:
    present = {row.pk: row for row in Dotation.objects.filter(order=order).order_by("id")[:count]}
    rows = load_workbook(path, read_only=True).worksheets[0].iter_rows(min_row=2, values_only=True)
    changed, entries, messages = [], [], []
    for identifier, _matricule, _last, _first, email, phone, *_rest in rows:
        row = present[int(str(identifier))]
        address = validate_email(str(email), check_deliverability=False, test_environment=True)
        number = phonenumbers.parse(str(phone), "FR")
        phonenumbers.is_valid_number(number)
        e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        if (row.email, row.phone) == (address.normalized, e164):
            continue
        pair = {"email": [row.email, address.normalized]}
        entries.append(
            JournalEntry(
                verb="contact-corrected", about=row.about, client_id=row.client_id, changes=pair
            )
        )
        row.email, row.phone, row.revision = address.normalized, e164, row.revision + 1
        row.search = search_text(
            matricule=row.matricule,
            last_name=row.last_name,
            first_name=row.first_name,
            email=row.email,
            phone=row.phone,
        )
        changed.append(row)
        messages.append(
            OutgoingMessage(
                template="dotations/emails/activation", recipient=row.email, about=row.about
            )
        )
    fields = ["email", "phone", "revision", "search"]
    Dotation.objects.bulk_update(changed, fields, batch_size=BATCH)
    JournalEntry.objects.bulk_create(entries, batch_size=BATCH)
    OutgoingMessage.objects.bulk_create(messages, batch_size=BATCH)


def write_corrections(order: Order, path: Path, count: int) -> None:
    """The export of so many of its rows, three in ten with another address."""
    found = Dotation.objects.filter(order=order).order_by("id").values_list(*FIELDS)[:count]
    columns = written_columns(EXPORT_COLUMNS)
    rows = (
        (*cells[:4], f"new{index}@bench-escale.fr", *cells[5:])
        if index % 10 < CHANGED_OF_TEN
        else cells
        for index, cells in enumerate(written_rows(found.iterator()))
    )
    write_workbook(path, columns, rows)


BENCHES = (
    Bench(
        "Import, rows", "µs/row", (1_000, 10_000), (1_000, 10_000, 100_000),
        (
            within("calamine + SQL", 1.4),
            faster(BULK, 7),
            faster(ROW_BY_ROW, 25),
            at_most(12, "statements", what="applying it", ours="statements"),
        ),
        measure,
        slope=1.3,
    ),
)  # fmt: skip
