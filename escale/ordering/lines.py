"""The lines of a draft: from a judged row to the table, one by one or by COPY."""

import json
from collections.abc import Iterable
from typing import IO, Any

from escale.dotations.search import search_text
from escale.exchange.judging import JudgedRow, Remark
from escale.kernel.copying import pouring_into
from escale.kernel.text import fold
from escale.ordering.models import DraftLine

# What is typed where a value was refused is quoted, not kept as a book.
MAX_TYPED_LENGTH = 300
TEXT_FIELDS = ("matricule", "last_name", "first_name", "email", "phone")
COLUMNS = (
    "draft_id", "row", *TEXT_FIELDS, "amount", "typed_amount", "status", "remarks",
    "own_severity", "person", "search",
)  # fmt: skip
CHUNK = 64 * 1024


def line_values(judged: JudgedRow) -> dict[str, Any]:
    """The fields of the line that a judged row becomes."""
    values = judged.values
    fields: dict[str, Any] = {
        name: values[name] if name in values else judged.typed.get(name, "")[:MAX_TYPED_LENGTH]
        for name in TEXT_FIELDS
    }
    person = f"{fields['last_name']} {fields['first_name']}"
    return fields | {
        "row": judged.number,
        "amount": values.get("amount"),
        "typed_amount": judged.typed.get("amount", "")[:MAX_TYPED_LENGTH],
        "status": values.get("status") or "",
        "remarks": [stored_remark(remark) for remark in judged.remarks],
        "own_severity": judged.severity,
        "person": fold(person).strip(),
        "search": search_text(**{name: fields[name] for name in TEXT_FIELDS}),
    }


def stored_remark(remark: Remark) -> dict[str, str | int]:
    return {
        "column": remark.column,
        "severity": int(remark.severity),
        "reason": remark.reason,
        "suggestion": remark.suggestion,
    }


def spool_lines(target: IO[str], draft_id: int, rows: Iterable[JudgedRow]) -> Iterable[int]:
    """Write the rows as COPY reads them; yields how many are written, after each."""
    for count, judged in enumerate(rows, start=1):
        values = line_values(judged)
        values["draft_id"] = draft_id
        values["remarks"] = (
            json.dumps(values["remarks"], ensure_ascii=False) if values["remarks"] else "[]"
        )
        target.write("\t".join(_field(values[name]) for name in COLUMNS) + "\n")
        yield count


def copy_lines(source: IO[str]) -> None:
    """Insert what `spool_lines` wrote, in the caller's transaction."""
    with pouring_into(DraftLine._meta.db_table, COLUMNS) as copy:
        while chunk := source.read(CHUNK):
            copy.write(chunk)


def _field(value: object) -> str:
    """As COPY reads it. Cells were cleaned of control characters: only a backslash can mislead."""
    return "\\N" if value is None else str(value).replace("\\", "\\\\")
