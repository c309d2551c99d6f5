"""What lines of one draft share and should not: found by the database, worded here.

Same matricule, or same e-mail for two people: refused. Same mobile for two people, or same person
twice: to be checked (R33, D6).
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from escale.exchange.judging import Remark, Severity
from escale.ordering.lines import stored_remark
from escale.ordering.models import DraftLine

TABLE = DraftLine._meta.db_table
NAMED_LINES = 3


@dataclass(frozen=True, slots=True)
class Kind:
    """`key` is the value that lines share; `distinct` what must differ for that to be a clash."""

    name: str
    column: str
    key: str
    distinct: str
    severity: Severity
    sentence: Promise
    # The first line of a group keeps its value, the others are told of it.
    spares_first: bool = False


KINDS = (
    Kind(
        name="matricule",
        column="matricule",
        key="matricule",
        distinct="id",
        severity=Severity.REFUSED,
        sentence=gettext_lazy(
            "Ce matricule est déjà celui de %(others)s. Donnez-en un par bénéficiaire."
        ),
        spares_first=True,
    ),
    Kind(
        name="email",
        column="email",
        key="CASE WHEN email LIKE '%%@%%' THEN lower(email) ELSE '' END",
        distinct="person",
        severity=Severity.REFUSED,
        sentence=gettext_lazy(
            "Cette adresse sert à plusieurs personnes\u00a0: %(others)s."
            " Donnez à chacune la sienne."
        ),
    ),
    Kind(
        name="phone",
        column="phone",
        key="CASE WHEN phone LIKE '+%%' THEN phone ELSE '' END",
        distinct="person",
        severity=Severity.WARNED,
        sentence=gettext_lazy(
            "Ce mobile sert à plusieurs personnes\u00a0: %(others)s. Vérifiez-le."
        ),
    ),
    Kind(
        name="person",
        column="last_name",
        key="person",
        distinct="matricule",
        severity=Severity.WARNED,
        sentence=gettext_lazy(
            "La même personne figure sur plusieurs lignes\u00a0: %(others)s. Vérifiez-le."
        ),
    ),
)


def mark_clashes(draft_id: int) -> None:
    """Judge all the lines of a draft together, in the caller's transaction."""
    found: dict[int, dict[str, Any]] = {}
    for kind in KINDS:
        for line_id, remark in _clashes(draft_id, kind, within=None).items():
            found.setdefault(line_id, {})[kind.name] = stored_remark(remark)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {TABLE} SET clashes = '{{}}', clash_severity = 0"  # noqa: S608
            " WHERE draft_id = %s AND clash_severity > 0",
            [draft_id],
        )
    _write(found)


def mark_clashes_around(draft_id: int, lines: Collection[Mapping[str, str]]) -> set[int]:
    """Judge again the lines that share a value with these, given by their `Kind.name` values.

    Returns the identifiers of those whose remarks may have changed.
    """
    touched: set[int] = set()
    for kind in KINDS:
        values = sorted({line[kind.name] for line in lines} - {""})
        members = _members(draft_id, kind, values)
        found = _clashes(draft_id, kind, within=values)
        touched |= members
        _replace(kind, members, found)
    return touched


def clash_values(line: DraftLine) -> dict[str, str]:
    """What a line may share with others, by kind."""
    return {
        "matricule": line.matricule,
        "email": line.email.lower() if "@" in line.email else "",
        "phone": line.phone if line.phone.startswith("+") else "",
        "person": line.person,
    }


def _clashes(draft_id: int, kind: Kind, *, within: Sequence[str] | None) -> dict[int, Remark]:
    """The remark of each line that clashes."""
    scope, values = ("", [])
    if within is not None:
        scope, values = (f"AND {kind.key} = ANY(%s)", [list(within)])
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT array_agg(id ORDER BY id),
                   (array_agg(last_name || ' ' || first_name ORDER BY id))[:%s],
                   (array_agg(row ORDER BY id))[:%s],
                   count(*)
            FROM {TABLE}
            WHERE draft_id = %s AND {kind.key} <> '' {scope}
            GROUP BY {kind.key}
            HAVING count(*) > 1 AND count(DISTINCT {kind.distinct}) > 1
            """,  # noqa: S608
            [NAMED_LINES, NAMED_LINES, draft_id, *values],
        )
        groups = cursor.fetchall()
    remarks: dict[int, Remark] = {}
    for ids, names, rows, count in groups:
        remark = _remark(kind, names, rows, count)
        remarks |= dict.fromkeys(ids[1:] if kind.spares_first else ids, remark)
    return remarks


def _remark(kind: Kind, names: Sequence[str], rows: Sequence[int], count: int) -> Remark:
    shown = 1 if kind.spares_first else NAMED_LINES
    others = ", ".join(
        _("%(name)s (ligne %(row)s)") % {"name": name.strip() or "?", "row": row}
        for name, row in list(zip(names, rows, strict=True))[:shown]
    )
    if not kind.spares_first and count > shown:
        others += "…"
    return Remark(kind.column, kind.severity, str(kind.sentence) % {"others": others})


def _members(draft_id: int, kind: Kind, values: Sequence[str]) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM {TABLE} WHERE draft_id = %s AND {kind.key} = ANY(%s)",  # noqa: S608
            [draft_id, list(values)],
        )
        return {line_id for (line_id,) in cursor.fetchall()}


def _replace(kind: Kind, members: Collection[int], found: Mapping[int, Remark]) -> None:
    """Give each member its remark of this kind, or take the one it had away."""
    lines = {line.pk: line.clashes for line in DraftLine.objects.filter(pk__in=members)}
    changed: dict[int, dict[str, Any]] = {}
    for line_id, clashes in lines.items():
        others = {name: remark for name, remark in clashes.items() if name != kind.name}
        if remark := found.get(line_id):
            others[kind.name] = stored_remark(remark)
        if others != clashes:
            changed[line_id] = others
    _write(changed)


def _write(clashes: Mapping[int, Mapping[str, Any]]) -> None:
    """One statement, whatever the number of lines."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            UPDATE {TABLE} line SET clashes = new.clashes, clash_severity = new.severity
            FROM unnest(%s::bigint[], %s::jsonb[], %s::smallint[]) AS new(id, clashes, severity)
            WHERE line.id = new.id
            """,  # noqa: S608
            [
                list(clashes),
                [json.dumps(remarks) for remarks in clashes.values()],
                [
                    max((remark["severity"] for remark in remarks.values()), default=0)
                    for remarks in clashes.values()
                ],
            ],
        )
