"""What is exported, for whom: counted, named and written alike at once and by a job."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import BinaryIO

from escale.clients.models import Member
from escale.dotations.journal import journal_of
from escale.dotations.models import DotationQuerySet
from escale.dotations.queries import dotations_of_order, found_dotations
from escale.dotations.search import Criteria
from escale.dotations.situations import Situation
from escale.exchange.history_export import history_file_name, write_history_workbook
from escale.exchange.journal_export import journal_file_name, write_journal_workbook
from escale.exchange.order_detail_export import detail_file_name, write_detail_workbook
from escale.exchange.order_export import Tell, export_file_name, write_order_workbook
from escale.exchange.search_export import search_file_name, write_search_workbook
from escale.exports.everything import count_everything, everything_file_name, write_everything
from escale.exports.models import Export
from escale.exports.states import ExportKind
from escale.journal.wanted import WantedEntries
from escale.kernel import clock
from escale.orders.models import Order, OrderQuerySet
from escale.orders.queries import orders_visible_to
from escale.orders.search import OrderCriteria


@dataclass(frozen=True, slots=True)
class WantedExport:
    """`order` of an order's exports; criteria and situation of a search's; lines of a journal;
    what was looked for in the history of orders."""

    kind: ExportKind
    order: Order | None = None
    criteria: Criteria = field(default_factory=Criteria)
    situation: Situation | None = None
    journal: WantedEntries = field(default_factory=WantedEntries)
    orders: OrderCriteria = field(default_factory=OrderCriteria)

    @classmethod
    def of(cls, export: Export) -> "WantedExport":
        if export.kind == ExportKind.JOURNAL:
            wanted = WantedEntries(**export.criteria)
            return cls(ExportKind.JOURNAL, export.order, journal=wanted)
        if export.kind == ExportKind.ORDERS:
            return cls(ExportKind.ORDERS, orders=OrderCriteria(**export.criteria))
        situation = Situation(export.situation) if export.situation else None
        return cls(ExportKind(export.kind), export.order, Criteria(**export.criteria), situation)

    @property
    def stored_criteria(self) -> Mapping[str, str]:
        if self.kind == ExportKind.JOURNAL:
            return asdict(self.journal)
        if self.kind == ExportKind.ORDERS:
            return asdict(self.orders)
        return asdict(self.criteria) if self.kind == ExportKind.SEARCH else {}

    def file_name(self, member: Member) -> str:
        if self.kind == ExportKind.EVERYTHING:
            return everything_file_name(member.client, clock.today())
        if self.kind == ExportKind.JOURNAL:
            return journal_file_name(clock.today())
        if self.kind == ExportKind.ORDERS:
            return history_file_name(clock.today())
        if self.order is None:
            return search_file_name(clock.today())
        is_detail = self.kind == ExportKind.DETAILS
        return detail_file_name(self.order) if is_detail else export_file_name(self.order)

    def count(self, member: Member) -> int:
        if self.kind == ExportKind.EVERYTHING:
            return count_everything(member)
        if self.kind == ExportKind.JOURNAL:
            return journal_of(member, self.journal).count()
        if self.kind == ExportKind.ORDERS:
            return self._orders(member).count()
        if self.kind == ExportKind.DETAILS and self.order and self.order.is_paper:
            return self.order.booklets.count()
        rows = self._dotations(member)
        return (rows.modifiable() if self.kind == ExportKind.ORDER else rows).count()

    def write(self, stream: BinaryIO, member: Member, tell: Tell | None = None) -> None:
        if self.kind == ExportKind.EVERYTHING:
            write_everything(stream, member, tell=tell)
            return
        if self.kind == ExportKind.JOURNAL:
            write_journal_workbook(stream, journal_of(member, self.journal), tell=tell)
            return
        if self.kind == ExportKind.ORDERS:
            write_history_workbook(stream, self._orders(member), tell=tell)
            return
        rows = self._dotations(member)
        if self.kind == ExportKind.DETAILS and self.order:
            write_detail_workbook(stream, self.order, rows, tell=tell)
        else:
            WRITERS[self.kind](stream, rows, tell)

    def _orders(self, member: Member) -> OrderQuerySet:
        return self.orders.in_history(orders_visible_to(member))

    def _dotations(self, member: Member) -> DotationQuerySet:
        if self.order is None:
            return found_dotations(member, self.criteria, self.situation)
        return dotations_of_order(member, self.order.pk)


WRITERS: Mapping[ExportKind, Callable[[BinaryIO, DotationQuerySet, Tell | None], int]] = {
    ExportKind.ORDER: lambda stream, rows, tell: write_order_workbook(stream, rows, tell=tell),
    ExportKind.SEARCH: lambda stream, rows, tell: write_search_workbook(stream, rows, tell=tell),
}
