"""An order of N beneficiaries from a workbook, from the file to the dotations.

Ours checks the file into a draft, with duplicates and remarks, then places the order. The peer is
what a Django project does: openpyxl, both libraries on every row, bulk_create; it finds no
duplicate and keeps no remark. The limit is COPY of the same rows into a bare table.
"""

import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import phonenumbers
from django.core.files import File
from django.db import connection, transaction
from email_validator import validate_email
from openpyxl import load_workbook

from bench.data import FIRST_NAMES, LAST_NAMES
from bench.goals import Bench, Figures, faster, within
from bench.measuring import clocked, in_turn, per_item
from escale.clients.models import Client
from escale.dotations.models import Dotation
from escale.dotations.search import search_text
from escale.dotations.states import DotationStatus
from escale.exchange.columns import ORDER_COLUMNS, columns_of
from escale.exchange.judging import Judge
from escale.exchange.order_file import open_order_file
from escale.journal.actor import SYSTEM
from escale.kernel import clock
from escale.ordering.actions.check_draft import check_draft
from escale.ordering.actions.open_draft import open_draft
from escale.ordering.actions.place_order import place_order
from escale.ordering.actions.submit_source import Source, submit_source
from escale.ordering.lines import spool_lines
from escale.ordering.terms import Terms
from escale.orders.actions.create_order import NewOrder, create_order
from escale.orders.catalogue import product_of
from escale.orders.states import PaymentMeans, ProductKind
from escale.workbooks.writing import Kind, WrittenColumn, write_workbook

# The peer takes minutes otherwise; its rows cost no less when there are more of them.
PEER_ROWS = 2_000
BATCH = 1_000
AMOUNT = 150
PARTS, BARE = "reading + judging + COPY alone", "COPY alone"


def measure(size: int) -> Figures:
    client = Client.objects.create(code=f"bench-order-{size}", name="Bench")
    peer_rows = min(size, PEER_ROWS)
    with tempfile.TemporaryDirectory() as folder:
        path, peer_path = Path(folder) / "commande.xlsx", Path(folder) / "tenth.xlsx"
        write_beneficiaries(path, size)
        write_beneficiaries(peer_path, peer_rows)
        measures = in_turn(
            {
                "ours": clocked(partial(order_from, client, path, size)),
                "judged": clocked(partial(_judge, path)),
                BARE: clocked(partial(_bare_copy, size)),
                "openpyxl + bulk_create": clocked(partial(_peer, client, peer_path, peer_rows)),
            }
        )
    items = dict.fromkeys(measures, size) | {"openpyxl + bulk_create": peer_rows}
    figures = per_item(measures, items)
    return figures | {PARTS: figures["judged"] + figures[BARE]}


def order_from(client: Client, path: Path, size: int) -> None:
    draft = open_draft(actor=SYSTEM, client=client, product=ProductKind.CONNECT)
    with path.open("rb") as content:
        submit_source(draft_id=draft.pk, source=Source(File(content), path.name))
    check_draft(draft_id=draft.pk)
    order = place_order(actor=SYSTEM, draft_id=draft.pk, terms=Terms())
    assert order.dotations.count() == size


def _judge(path: Path) -> None:
    product = product_of(ProductKind.CONNECT)
    with (
        open_order_file(path, Judge(columns_of(product), product)) as file,
        tempfile.TemporaryFile("w+", encoding="utf-8") as spool,
    ):
        for _count in spool_lines(spool, 0, file.rows):
            pass


def _bare_copy(size: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_bare")
        cursor.execute("CREATE TABLE bench_bare (m text, l text, f text, e text, p text, a int)")
        with cursor.copy("COPY bench_bare FROM STDIN") as copy:
            copy.write("".join("\t".join(map(str, row)) + "\n" for row in _people(size)))


@transaction.atomic
def _peer(client: Client, path: Path, count: int) -> None:
    rows = load_workbook(path, read_only=True).worksheets[0].iter_rows(min_row=2, values_only=True)
    new = NewOrder(clock.today(), "bench", PaymentMeans.CARD, count, 0)
    order = create_order(actor=SYSTEM, client=client, new=new)
    batch = []
    for matricule, last, first, email, phone, amount in rows:
        number = phonenumbers.parse(str(phone), "FR")
        assert phonenumbers.is_valid_number(number)
        address = validate_email(str(email), check_deliverability=False, test_environment=True)
        values = {
            "matricule": str(matricule),
            "last_name": str(last),
            "first_name": str(first),
            "email": address.normalized,
            "phone": phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164),
        }
        batch.append(
            Dotation(
                order=order,
                client=client,
                amount=int(str(amount)) * 100,
                status=DotationStatus.ORDERED,
                search=search_text(**values),
                **values,
            )
        )
    Dotation.objects.bulk_create(batch, batch_size=BATCH)


def write_beneficiaries(path: Path, count: int) -> None:
    columns = [
        WrittenColumn(column.title, kind=Kind.NUMBER if column.key == "amount" else Kind.TEXT)
        for column in ORDER_COLUMNS
    ]
    write_workbook(path, columns, _people(count))


def _people(count: int) -> Iterator[tuple[str | int, ...]]:
    """Two people in three have a name of their own, as in a large employer."""
    lasts, firsts = len(LAST_NAMES), len(FIRST_NAMES)
    for number in range(count):
        last = f"{LAST_NAMES[number % lasts]} {LAST_NAMES[number // lasts % lasts]}"
        first = FIRST_NAMES[number // lasts // lasts % firsts]
        email = f"k{number:06}@bench-escale.fr"
        yield f"{number:06}", last, first, email, f"066{number:07}", AMOUNT


BENCHES = (
    Bench(
        "Order from a file, rows", "µs/row", (1_000, 10_000), (1_000, 10_000, 100_000),
        (faster("openpyxl + bulk_create", 6), within(PARTS, 1.6), within(BARE, 10.3)),
        measure,
        slope=1.3,
    ),
)  # fmt: skip
