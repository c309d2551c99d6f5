"""Reading drafts: those of a client, what they come to, their lines; the row lock of actions."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Max, Q, QuerySet, Sum

from escale.clients.models import Member
from escale.dotations.search import anywhere
from escale.exchange.columns import TAKEOVER_COLUMNS, columns_of
from escale.exchange.judging import Judge, Severity
from escale.hints.queries import known_domains
from escale.kernel import clock
from escale.kernel.money import commission
from escale.ordering.errors import (
    DraftBusy,
    DraftEmpty,
    DraftHasRefusedLines,
    DraftPlaced,
    RowError,
)
from escale.ordering.models import Draft, DraftLine, DraftQuerySet
from escale.ordering.states import DraftStatus
from escale.orders.catalogue import product_of

CHUNK = 2_000
KEPT = timedelta(days=90)
ASKED = timedelta(hours=24)
TITLES = {column.key: column.title for column in TAKEOVER_COLUMNS}


@dataclass(frozen=True, slots=True)
class Quote:
    """What a draft comes to, in cents, refused lines left out."""

    quantity: int
    face_value: int
    commission: int
    severities: Mapping[Severity, int]

    @property
    def total(self) -> int:
        return self.face_value + self.commission

    @property
    def line_count(self) -> int:
        return sum(self.severities.values())

    @property
    def refused(self) -> int:
        return self.severities.get(Severity.REFUSED, 0)

    @property
    def can_be_ordered(self) -> bool:
        return self.quantity > 0 and not self.refused


@dataclass(frozen=True, slots=True)
class LineSlice:
    rows: list[DraftLine]
    total: int


def drafts_visible_to(member: Member) -> DraftQuerySet:
    """The drafts of the member's client that are not placed yet, the last touched first."""
    return (
        Draft.objects.visible_to(member)
        .exclude(status=DraftStatus.PLACED)
        .order_by("-updated_at", "-pk")
    )


def placed_or_open_drafts(member: Member) -> DraftQuerySet:
    """With those that have become orders: a form that comes twice finds its order again."""
    return Draft.objects.visible_to(member)


def judge_of(draft: Draft) -> Judge:
    """The issuer's rules of today on the lines of a draft, and what its client's mail teaches."""
    product = product_of(draft.product)
    return Judge(columns_of(product), product, known_domains(draft.client_id))


def quote(draft: Draft) -> Quote:
    rows = (
        draft.lines.order_by()
        .values_list("severity")
        .annotate(number=Count("pk"), worth=Sum("amount", default=0))
    )
    figures = {Severity(severity): (number, worth) for severity, number, worth in rows}
    fit = [figure for severity, figure in figures.items() if severity != Severity.REFUSED]
    face_value = sum(worth for _number, worth in fit)
    return Quote(
        quantity=sum(number for number, _worth in fit),
        face_value=face_value,
        commission=commission(face_value, product_of(draft.product).commission_percent),
        severities={severity: number for severity, (number, _worth) in sorted(figures.items())},
    )


def check_can_be_ordered(due: Quote) -> None:
    """Raises DraftEmpty or DraftHasRefusedLines."""
    if due.refused:
        raise DraftHasRefusedLines(due.refused)
    if not due.quantity:
        raise DraftEmpty


def draft_lines(
    draft: Draft, *, text: str = "", severity: Severity | None = None, limit: int, offset: int = 0
) -> LineSlice:
    """A page of lines in the order they came; `text` is looked for in every field."""
    lines = draft.lines.order_by("id")
    if text.strip():
        lines = lines.filter(anywhere(text))
    if severity is not None:
        lines = lines.filter(severity=severity)
    return LineSlice(list(lines[offset : offset + limit]), lines.count())


def suggestion_count(draft: Draft) -> int:
    """How many lines have an address that one click would mend."""
    return _with_suggestion(draft).count()


def lines_with_suggestion(draft: Draft, *, domain: str = "") -> list[DraftLine]:
    """All of them, or those whose address is of this domain."""
    ending = f"@{domain}" if domain else ""
    return list(_with_suggestion(draft).filter(email__iendswith=ending).order_by("id"))


def last_row(draft: Draft) -> int:
    last: int | None = draft.lines.aggregate(last=Max("row"))["last"]
    return last or 0


def lock_draft(draft_id: int) -> Draft:
    """The draft, held until the end of the transaction. Raises DraftPlaced or DraftBusy."""
    draft = Draft.objects.select_for_update(of=("self",)).select_related("client").get(pk=draft_id)
    if draft.status == DraftStatus.PLACED:
        raise DraftPlaced
    if draft.is_waiting:
        raise DraftBusy
    return draft


def _with_suggestion(draft: Draft) -> QuerySet[DraftLine]:
    """Doubtful addresses, and refused ones that say what was meant."""
    doubtful = Q(remarks__contains=[{"column": "email", "severity": int(Severity.WARNED)}])
    refused = Q(remarks__contains=[{"column": "email", "severity": int(Severity.REFUSED)}])
    unmeant = Q(remarks__contains=[{"column": "email", "suggestion": ""}])
    return draft.lines.filter(
        doubtful | refused & ~unmeant,
        own_severity__in=(Severity.WARNED, Severity.REFUSED),
    )


def remarks_on(draft: Draft, severities: Collection[Severity]) -> list[RowError]:
    """What is said, that heavily, of the lines of a draft: cell by cell, in their order."""
    lines = draft.lines.filter(severity__gte=min(severities)).order_by("id")
    return [
        RowError(line.row, TITLES[remark["column"]], line.cells[remark["column"]], remark["reason"])
        for line in lines.iterator(CHUNK)
        for remark in line.all_remarks
        if remark["severity"] in severities
    ]


def drafts_to_forget() -> DraftQuerySet:
    """Those that nobody has touched for 90 days, and that no job holds."""
    held = (DraftStatus.CHECKING, DraftStatus.PLACING)
    return Draft.objects.filter(updated_at__lt=clock.now() - KEPT).exclude(status__in=held)


def questions_to_forget() -> DraftQuerySet:
    """Drafts whose file has waited for a day to be explained: it names people."""
    waiting = Draft.objects.filter(status=DraftStatus.EDITING).exclude(question={})
    return waiting.filter(updated_at__lt=clock.now() - ASKED)
