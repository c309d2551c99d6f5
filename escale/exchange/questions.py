"""What is asked of a person about a file, and what is answered, as they are kept with it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from escale.workbooks.headers import Answers, ColumnsUnsettled, SeenColumn


@dataclass(frozen=True)
class AskedSheet:
    """`titles` is how many of the known titles it has."""

    name: str
    rows: int
    titles: int


@dataclass(frozen=True)
class Question:
    """Which sheet, and which column is which under its row `header`."""

    sheet: str
    header: int
    columns: Sequence[SeenColumn]
    sheets: Sequence[AskedSheet]

    @classmethod
    def of(cls, unsettled: ColumnsUnsettled) -> "Question":
        about, seen = unsettled.about, unsettled.seen
        known = sum(1 for column in seen.columns if column.key)
        mine = AskedSheet(about.name, max(about.height - seen.header, 0), known)
        others = (AskedSheet(*other) for other in about.others)
        return cls(about.name, seen.header, seen.columns, [mine, *others])

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> "Question | None":
        if not stored:
            return None
        return cls(
            stored["sheet"],
            stored["header"],
            [SeenColumn(**one | {"samples": tuple(one["samples"])}) for one in stored["columns"]],
            [AskedSheet(**one) for one in stored["sheets"]],
        )

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def answers_as_json(answers: Answers) -> dict[str, Any]:
    return asdict(answers)


def read_answers(stored: Mapping[str, Any]) -> Answers:
    columns = {int(position): key for position, key in stored.get("columns", {}).items()}
    return Answers(stored.get("sheet", ""), stored.get("header", 0), columns)
