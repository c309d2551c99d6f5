"""What is exported, for whom: counted, named and written alike at once and by a job."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import BinaryIO

from escale.clients.models import Member
from escale.dotations.models import DotationQuerySet
from escale.dotations.queries import dotations_of_order, found_dotations
from escale.dotations.search import Criteria
from escale.dotations.situations import Situation
from escale.exchange.order_detail_export import detail_file_name, write_detail_workbook
from escale.exchange.order_export import Tell, export_file_name, write_order_workbook
from escale.exchange.search_export import search_file_name, write_search_workbook
from escale.exports.models import Export
from escale.exports.states import ExportKind
from escale.kernel import clock
from escale.orders.models import Order


@dataclass(frozen=True, slots=True)
class WantedExport:
    """`order` of an order's two exports; criteria and situation of a search's."""

    kind: ExportKind
    order: Order | None = None
    criteria: Criteria = field(default_factory=Criteria)
    situation: Situation | None = None

    @classmethod
    def of(cls, export: Export) -> "WantedExport":
        situation = Situation(export.situation) if export.situation else None
        return cls(ExportKind(export.kind), export.order, Criteria(**export.criteria), situation)

    @property
    def stored_criteria(self) -> Mapping[str, str]:
        return asdict(self.criteria) if self.kind == ExportKind.SEARCH else {}

    @property
    def file_name(self) -> str:
        if self.order is None:
            return search_file_name(clock.today())
        is_detail = self.kind == ExportKind.DETAILS
        return detail_file_name(self.order) if is_detail else export_file_name(self.order)

    def count(self, member: Member) -> int:
        if self.kind == ExportKind.DETAILS and self.order and self.order.is_paper:
            return self.order.booklets.count()
        rows = self._dotations(member)
        return (rows.modifiable() if self.kind == ExportKind.ORDER else rows).count()

    def write(self, stream: BinaryIO, member: Member, tell: Tell | None = None) -> None:
        rows = self._dotations(member)
        if self.kind == ExportKind.DETAILS and self.order:
            write_detail_workbook(stream, self.order, rows, tell=tell)
        else:
            WRITERS[self.kind](stream, rows, tell)

    def _dotations(self, member: Member) -> DotationQuerySet:
        if self.order is None:
            return found_dotations(member, self.criteria, self.situation)
        return dotations_of_order(member, self.order.pk)


WRITERS: Mapping[ExportKind, Callable[[BinaryIO, DotationQuerySet, Tell | None], int]] = {
    ExportKind.ORDER: lambda stream, rows, tell: write_order_workbook(stream, rows, tell=tell),
    ExportKind.SEARCH: lambda stream, rows, tell: write_search_workbook(stream, rows, tell=tell),
}
