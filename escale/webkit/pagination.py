"""A page of rows: « Début < > Fin », and where one stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.http import HttpRequest

T = TypeVar("T")
# So many page numbers are all shown.
FEW_PAGES = 7
# Farther than any table goes; keeps OFFSET within a bigint whatever is typed.
LAST_NUMBER = 10**7


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """`rows` of page `number` (from 1), of `total` rows in pages of `size`."""

    rows: list[T]
    total: int
    number: int
    size: int
    # The name it has in the address.
    parameter: str = "page"

    @property
    def last(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def previous(self) -> int | None:
        return min(self.number - 1, self.last) if self.number > 1 else None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.number < self.last else None

    @property
    def numbers(self) -> list[int | None]:
        """Page numbers to press; None for those left out between two."""
        if self.last <= FEW_PAGES:
            return list(range(1, self.last + 1))
        here = min(max(self.number, 2), self.last - 1)
        shown = sorted({1, here - 1, here, here + 1, self.last})
        pairs = zip([0, *shown], shown, strict=False)
        return [n for before, after in pairs for n in ([None] * (after - before > 1) + [after])]

    @property
    def has_other_pages(self) -> bool:
        return self.total > self.size or self.number > 1

    @property
    def first_index(self) -> int:
        return (self.number - 1) * self.size + 1 if self.rows else 0

    @property
    def last_index(self) -> int:
        """Rows that only stay where they were read count for nothing."""
        return min(self.first_index + len(self.rows) - 1, self.total) if self.rows else 0


def page_number(request: HttpRequest) -> int:
    return page_number_in(request.GET, "page")


def page_number_in(query: Mapping[str, str], name: str) -> int:
    """The page asked for; 1 for anything that is no page number."""
    asked = query.get(name, "1")
    if not asked.isascii() or not asked.isdigit():
        return 1
    return min(max(int(asked[:9]), 1), LAST_NUMBER)
