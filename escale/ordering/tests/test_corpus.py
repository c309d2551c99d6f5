"""Hundreds of clumsy and hostile workbooks through the ordering door: lines, or one sentence."""

from pathlib import Path

import pytest
from django.core.files import File

from escale.exchange.judging import Severity
from escale.ordering.actions.check_draft import check_draft
from escale.ordering.actions.submit_source import Source, submit_source
from escale.ordering.models import Draft
from escale.ordering.queries import quote, remarks_on
from escale.ordering.states import DraftStatus
from escale.ordering.tests.factories import DraftFactory
from escale.workbooks.reading import read_sheet
from escale.workbooks.tests.test_corpus import SHEETS
from tests.corpora import needs_corpora

pytestmark = [needs_corpora, pytest.mark.django_db, pytest.mark.slow]
FAMILIES = ("made__f", "made__h", "made__m", "made__p", "made__s", "made__", "poi__", "")


def files_of(family: str) -> list[Path]:
    """Each file belongs to the first family whose name it starts with."""
    earlier = FAMILIES[: FAMILIES.index(family)]
    return [
        path
        for path in sorted(SHEETS.iterdir())
        if path.name.startswith(family) and not path.name.startswith(earlier)
    ]


def check(path: Path) -> Draft:
    draft = DraftFactory.create()
    with path.open("rb") as content:
        submit_source(draft_id=draft.pk, source=Source(File(content), path.name))
    check_draft(draft_id=draft.pk)
    draft.refresh_from_db()
    assert draft.status == DraftStatus.EDITING
    return draft


@pytest.mark.parametrize("family", FAMILIES)
def test_lines_or_one_sentence(family: str) -> None:
    for path in files_of(family):
        draft = check(path)
        due = quote(draft)
        if draft.refusal:
            assert draft.refusal.endswith("."), path.name
            assert due.line_count == 0, path.name
            continue
        errors = remarks_on(draft, {Severity.REFUSED})
        assert len({error.row for error in errors}) == due.refused, path.name
        for error in errors:
            assert error.row > 0, path.name
            assert error.column, path.name
            assert error.reason.rstrip().endswith((".", "?")), path.name


def test_no_row_is_lost() -> None:
    """Under its header, every row of a file of ours is a line of the draft."""
    for name in ("made__f01_nochange.xlsx", "made__f02_changes.xls", "made__f02_changes.ods"):
        draft = check(SHEETS / name)
        rows = {row.number for row in read_sheet(SHEETS / name).rows}
        assert {line.row for line in draft.lines.all()} == rows - {min(rows)}
