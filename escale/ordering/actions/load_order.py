import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from django.db import transaction

from escale.clients.models import Client
from escale.dotations.models import Dotation
from escale.dotations.queries import status_counts
from escale.dotations.states import DotationStatus
from escale.exchange.actions.settle_taken_over_order import settle_taken_over_order
from escale.exchange.columns import TAKEOVER_COLUMNS
from escale.exchange.judging import Judge, Severity
from escale.exchange.order_file import open_order_file
from escale.exchange.queries import column_habits
from escale.exchange.told import Said
from escale.hints.queries import known_domains
from escale.journal.actions.record import record
from escale.journal.actor import Actor
from escale.ordering.actions.open_draft import open_draft
from escale.ordering.actions.place_order import place_order
from escale.ordering.clashes import mark_clashes
from escale.ordering.errors import OrderFileEmpty, OrderFileRefused, RowError
from escale.ordering.lines import copy_lines, spool_lines
from escale.ordering.models import Draft
from escale.ordering.queries import remarks_on
from escale.ordering.terms import Terms
from escale.orders.actions.record_payment import record_payment
from escale.orders.actions.resume_order import resume_order
from escale.orders.catalogue import product_of
from escale.orders.models import Order
from escale.orders.queries import issuer_settings
from escale.orders.states import ProductKind
from escale.workbooks.headers import NO_ANSWERS, Answers


@dataclass(frozen=True, slots=True)
class LoadedOrder:
    order: Order
    dotations: int
    blank_rows: int
    warnings: list[RowError]
    notes: list[str]


@transaction.atomic
def load_order(
    *,
    actor: Actor,
    client: Client,
    path: Path,
    terms: Terms | None = None,
    answers: Answers = NO_ANSWERS,
) -> LoadedOrder:
    """A paid order from a file of beneficiaries: all of its rows, or nothing is written.

    With the column « Statut dotation » the order is taken over as it stood in a former portal.
    Raises WorkbookRefused, OrderFileEmpty, OrderFileRefused (it lists the rows), OrderNumberTaken.
    """
    draft = open_draft(actor=actor, client=client, product=ProductKind.CONNECT)
    blank_rows, notes = _read(draft, path, answers)
    if errors := remarks_on(draft, {Severity.REFUSED}):
        raise OrderFileRefused(errors)
    count = draft.lines.count()
    if not count:
        raise OrderFileEmpty
    warnings = remarks_on(draft, {Severity.REPAIRED, Severity.WARNED})
    terms = terms or Terms()
    order = _place(
        actor, draft, replace(terms, placed_by=terms.placed_by or client.name, tells_client=False)
    )
    record(
        actor=actor,
        verb="order-loaded",
        about=order.about,
        client_id=order.client_id,
        changes={"dotations": ("0", str(count))},
    )
    return LoadedOrder(order, count, blank_rows, warnings, notes)


def _read(draft: Draft, path: Path, answers: Answers) -> tuple[int, list[str]]:
    """Every row of the file becomes a line; how many blank rows were passed over, and how it was
    read.
    """
    said = Said(column_habits(draft.client_id), answers)
    judge = Judge(TAKEOVER_COLUMNS, product_of(draft.product), known_domains(draft.client_id))
    with (
        open_order_file(path, judge, said=said) as file,
        tempfile.TemporaryFile("w+", encoding="utf-8", newline="") as spool,
    ):
        for _count in spool_lines(spool, draft.pk, file.rows):
            pass
        spool.seek(0)
        copy_lines(spool)
    mark_clashes(draft.pk)
    return file.blank_rows, file.notes


def _place(actor: Actor, draft: Draft, terms: Terms) -> Order:
    taken_over = draft.lines.exclude(status="").exists()
    if taken_over:
        draft.lines.filter(status="").update(status=DotationStatus.PRODUCTION)
    order = place_order(actor=actor, draft_id=draft.pk, terms=terms)
    if not taken_over:
        # An operator loads it on the client's behalf: nothing is confirmed to anybody.
        return record_payment(actor=actor, number=order.pk, tells_client=False)
    statuses = set(status_counts(Dotation.objects.filter(order=order)))
    settle_taken_over_order(actor=actor, order=order, statuses=statuses, at=terms.moment)
    # What the former portal had not produced yet is produced here.
    delay = issuer_settings().production_delay
    resume_order(actor=actor, number=order.pk, next_step_in=delay)
    order.refresh_from_db()
    return order
