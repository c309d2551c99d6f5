"""Statuses to filter dotations by."""

from dataclasses import dataclass

from escale.dotations.states import DotationStatus
from escale.portal.dotations.rows import LOOKS


@dataclass(frozen=True, slots=True)
class Chip:
    """One status to filter by, with the number of rows behind it."""

    status: DotationStatus
    number: int

    @property
    def look(self) -> str:
        return LOOKS[self.status]


def status_chips(counts: dict[DotationStatus, int]) -> list[Chip]:
    return [Chip(status, number) for status, number in counts.items() if status.label]
