"""The rows of a preview: from what was judged to the table, by COPY."""

import json
from collections.abc import Iterable, Mapping

from django.db import connection

from escale.exchange.columns import EMAIL, PHONE
from escale.imports.judging import JudgedRow, cells_by_column
from escale.imports.models import ImportRow
from escale.imports.queries import WrittenRow
from escale.imports.states import Verdict
from escale.kernel.copying import chunks, copy_line, pouring_into
from escale.kernel.errors import DomainError
from escale.kernel.phones import national_digits

TABLE = ImportRow._meta.db_table
COLUMNS = (
    "import_id", "row", "dotation_id", "verdict", "revision", "former_email", "former_phone",
    "email", "phone", "mail", "notice", "suggestion", "refusals", "cells",
)  # fmt: skip
ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
CONTACTS = ("former_email", "former_phone", "email", "phone")
NOTHING = ("", "", "", "")


def copy_rows(import_id: int, rows: Iterable[JudgedRow]) -> None:
    """In the caller's transaction."""
    with pouring_into(TABLE, COLUMNS) as copy:
        for chunk in chunks(_line(import_id, row) for row in rows):
            copy.write(chunk)


def refuse_rows(conflicts: Mapping[WrittenRow, DomainError]) -> None:
    """Rows that can no longer be applied, each with the reason, in one statement."""
    if not conflicts:
        return
    refusals = [ENCODE([_conflict(row, error)]) for row, error in conflicts.items()]
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            UPDATE {TABLE} SET verdict = %s, mail = '', notice = false, suggestion = '',
                refusals = refused.refusals
            FROM unnest(%s::bigint[], %s::jsonb[]) AS refused(row_id, refusals)
            WHERE {TABLE}.id = refused.row_id
            """,  # noqa: S608
            [Verdict.REFUSED, [row.id for row in conflicts], refusals],
        )


def keep_rows(reasons: Mapping[WrittenRow, str]) -> None:
    """Rows that undoing leaves as they are, each with the reason."""
    if not reasons:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            UPDATE {TABLE} SET kept = refused.reason
            FROM unnest(%s::bigint[], %s::text[]) AS refused(row_id, reason)
            WHERE {TABLE}.id = refused.row_id
            """,  # noqa: S608
            [[row.id for row in reasons], list(reasons.values())],
        )


def _conflict(row: WrittenRow, error: DomainError) -> dict[str, str]:
    column = EMAIL if row.email != row.former_email else PHONE
    value = row.email if column is EMAIL else national_digits(row.phone)
    return {"column": column.key, "value": value, "code": error.code, "reason": str(error)}


def stored_refusals(row: JudgedRow) -> list[dict[str, str]]:
    return [
        {
            "column": refusal.column,
            "value": refusal.value,
            "code": refusal.code,
            "reason": refusal.reason,
        }
        for refusal in row.refusals
    ]


def judge_again(rows: Mapping[int, JudgedRow]) -> None:
    """What is said of rows now, in the place of what was said, in one statement."""
    if not rows:
        return
    written = [
        {
            "id": row_id,
            "verdict": row.verdict.value,
            "revision": row.present.revision if row.present else 0,
            **dict(zip(CONTACTS, _contacts(row), strict=True)),
            "mail": row.mail,
            "notice": row.notice,
            "suggestion": row.suggestion,
            "refusals": stored_refusals(row),
            "cells": cells_by_column(row.cells) if row.refusals else {},
        }
        for row_id, row in rows.items()
    ]
    fields = [name for name in written[0] if name != "id"]
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            UPDATE {TABLE} SET {", ".join(f"{name} = judged.{name}" for name in fields)}
            FROM jsonb_populate_recordset(NULL::{TABLE}, %s::jsonb) AS judged
            WHERE {TABLE}.id = judged.id
            """,  # noqa: S608
            [ENCODE(written)],
        )


def _contacts(row: JudgedRow) -> tuple[str, str, str, str]:
    """Former, then wanted: of a row that changes something."""
    present, contact = row.present, row.contact
    if present is None or contact is None:
        return NOTHING
    return present.email, present.phone, contact.email, contact.phone


def _line(import_id: int, row: JudgedRow) -> str:
    present = row.present
    return copy_line(
        (
            import_id,
            row.number,
            present.id if present else None,
            row.verdict.value,
            present.revision if present else 0,
            *_contacts(row),
            row.mail,
            row.notice,
            row.suggestion,
            ENCODE(stored_refusals(row)) if row.refusals else "[]",
            ENCODE(cells_by_column(row.cells)) if row.refusals else "{}",
        )
    )
