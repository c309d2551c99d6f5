"""What lines of one draft share and should not: found by the database, worded here.

Same matricule, or same e-mail for two people: refused. Same mobile for two people, or same person
twice (a name with the same address or mobile: a name alone is a homonym): to be checked (R33, D6).
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from escale.exchange.judging import Severity
from escale.ordering.models import DraftLine

TABLE = DraftLine._meta.db_table
NAMED_LINES = 3


def _if_good(column: str, value: str) -> str:
    """What was typed there and refused is nobody's matricule, address or mobile."""
    refused = json.dumps([{"column": column, "severity": int(Severity.REFUSED)}])
    return (
        f"CASE WHEN own_severity < {Severity.REFUSED:d} OR NOT remarks @> '{refused}'::jsonb"
        f" THEN {value} ELSE '' END"
    )


MATRICULE = _if_good("matricule", "matricule")
EMAIL = _if_good("email", "lower(email)")
PHONE = _if_good("phone", "phone")


@dataclass(frozen=True, slots=True)
class Kind:
    """`key` is the value that lines share; `differ` what else makes that a clash."""

    name: str
    column: str
    key: str
    differ: str
    severity: Severity
    sentence: Promise
    # The first line of a group keeps its value, the others are told of it.
    spares_first: bool = False


KINDS = (
    Kind(
        name="matricule",
        column="matricule",
        key=MATRICULE,
        differ="true",
        severity=Severity.REFUSED,
        sentence=gettext_lazy("Ce matricule est déjà celui de %s. Donnez-en un par bénéficiaire."),
        spares_first=True,
    ),
    Kind(
        name="email",
        column="email",
        key=EMAIL,
        differ="min(person) <> max(person)",
        severity=Severity.REFUSED,
        sentence=gettext_lazy(
            "Cette adresse sert à plusieurs personnes\u00a0: %s. Donnez à chacune la sienne."
        ),
    ),
    Kind(
        name="phone",
        column="phone",
        key=PHONE,
        differ="min(person) <> max(person)",
        severity=Severity.WARNED,
        sentence=gettext_lazy("Ce mobile sert à plusieurs personnes\u00a0: %s. Vérifiez-le."),
    ),
    Kind(
        name="person_email",
        column="email",
        key=f"CASE WHEN {EMAIL} <> '' THEN person || ' ' || {EMAIL} ELSE '' END",
        differ="true",
        severity=Severity.WARNED,
        sentence=gettext_lazy(
            "La même personne figure sur plusieurs lignes avec cette adresse\u00a0: %s."
            " Vérifiez-les."
        ),
    ),
    Kind(
        name="person_phone",
        column="phone",
        key=f"CASE WHEN {PHONE} <> '' THEN person || ' ' || {PHONE} ELSE '' END",
        differ="true",
        severity=Severity.WARNED,
        sentence=gettext_lazy(
            "La même personne figure sur plusieurs lignes avec ce mobile\u00a0: %s. Vérifiez-les."
        ),
    ),
)


def mark_clashes(draft_id: int) -> None:
    """Judge all the lines of a draft together, in the caller's transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {TABLE} SET clashes = '{{}}', clash_severity = 0"  # noqa: S608
            " WHERE draft_id = %s AND clash_severity > 0",
            [draft_id],
        )
        # The planner knows nothing of lines that have just come: it would take one for all and
        # join them in loops, minutes long.
        cursor.execute("SET LOCAL enable_nestloop = off")
        for kind in KINDS:
            _mark(draft_id, kind)
        cursor.execute("SET LOCAL enable_nestloop = DEFAULT")


def mark_clashes_around(draft_id: int, lines: Collection[Mapping[str, str]]) -> set[int]:
    """Judge again the lines that share a value with these, given by their `Kind.name` values.

    Returns the identifiers of those whose remarks may have changed.
    """
    touched: set[int] = set()
    for kind in KINDS:
        values = sorted({line[kind.name] for line in lines} - {""})
        touched |= _clear(draft_id, kind, values)
        _mark(draft_id, kind, within=values)
    return touched


def clash_values(line: DraftLine) -> dict[str, str]:
    """What a line may share with others, by kind."""
    refused = line.refused_columns
    email = "" if "email" in refused else line.email.lower()
    phone = "" if "phone" in refused else line.phone
    return {
        "matricule": "" if "matricule" in refused else line.matricule,
        "email": email,
        "phone": phone,
        "person_email": f"{line.person} {email}" if email else "",
        "person_phone": f"{line.person} {phone}" if phone else "",
    }


def _mark(draft_id: int, kind: Kind, *, within: Sequence[str] | None = None) -> None:
    """One statement, whatever the number of lines: nothing of them comes here and goes back."""
    scope = "" if within is None else f"AND {kind.key} = ANY(%(values)s)"
    shown = 1 if kind.spares_first else NAMED_LINES
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH shared AS (
                SELECT {kind.key} AS value, min(id) AS first, count(*) AS number
                FROM {TABLE} WHERE draft_id = %(draft)s AND {kind.key} <> '' {scope}
                GROUP BY value HAVING count(*) > 1 AND {kind.differ}
            ), member AS (
                SELECT id, value, first, number, row, last_name || ' ' || first_name AS name,
                       row_number() OVER (PARTITION BY value ORDER BY id) AS rank
                FROM {TABLE} JOIN shared ON shared.value = {kind.key} WHERE draft_id = %(draft)s
            ), told AS (
                SELECT value, string_agg(format(%(named)s, name, row), ', ' ORDER BY id) AS others
                FROM member WHERE rank <= %(shown)s GROUP BY value
            )
            UPDATE {TABLE} line
            SET clashes = clashes || jsonb_build_object(%(kind)s::text, jsonb_build_object(
                    'column', %(column)s::text, 'severity', %(severity)s, 'suggestion', '',
                    'reason', format(%(sentence)s, others || CASE
                        WHEN number > %(shown)s AND NOT %(spares_first)s THEN '…' ELSE '' END))),
                clash_severity = greatest(clash_severity, %(severity)s)
            FROM member JOIN told USING (value)
            WHERE line.id = member.id AND NOT (%(spares_first)s AND member.id = member.first)
            """,  # noqa: S608
            {
                "draft": draft_id,
                "values": list(within or []),
                "named": _("%s (ligne %s)"),
                "shown": shown,
                "kind": kind.name,
                "column": kind.column,
                "severity": kind.severity,
                "sentence": str(kind.sentence),
                "spares_first": kind.spares_first,
            },
        )


def _clear(draft_id: int, kind: Kind, values: Sequence[str]) -> set[int]:
    """Forget what was said of the lines with these values, by this kind; which lines they are."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            UPDATE {TABLE}
            SET clashes = clashes - %(kind)s,
                clash_severity = coalesce(
                    (SELECT max((remark ->> 'severity')::smallint)
                     FROM jsonb_each(clashes - %(kind)s) AS other(kind, remark)), 0)
            WHERE draft_id = %(draft)s AND {kind.key} = ANY(%(values)s)
            RETURNING id
            """,  # noqa: S608
            {"draft": draft_id, "kind": kind.name, "values": list(values)},
        )
        return {line_id for (line_id,) in cursor.fetchall()}
