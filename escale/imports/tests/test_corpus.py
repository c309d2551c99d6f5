"""Hundreds of clumsy and hostile workbooks through the command: what is expected, or a sentence."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from escale.dotations.models import Dotation
from escale.exchange.actions.load_fixture import load_fixture
from escale.journal.actor import SYSTEM
from escale.kernel.phones import national_digits
from escale.mailing.models import OutgoingMessage
from escale.workbooks.tests.test_corpus import SHEETS
from tests.corpora import CORPORA, needs_corpora

pytestmark = [needs_corpora, pytest.mark.django_db, pytest.mark.slow]
CLIENT = "100001"
# Which data a made file speaks of, by the first letter of its name.
ORDERS = {"s": (2801000, "s01"), "p": (2800999, "p02"), "m": (2800999, "m03")}
JUDGED = CORPORA / "sheets_expected.json"
EXPECTED: list[dict[str, Any]] = json.loads(JUDGED.read_text()) if JUDGED.exists() else []


def load(name: str) -> int:
    """The data that a made file speaks of; the number of its order."""
    number, fixture = ORDERS.get(name[0], (2800886, "base"))
    path = CORPORA / "fixtures" / f"{name.partition('_')[0]}.json"
    load_fixture(
        actor=SYSTEM, path=path if path.exists() else CORPORA / "fixtures" / f"{fixture}.json"
    )
    return number


def run(number: int, *paths: Path, **options: Any) -> list[dict[str, Any]]:
    said = StringIO()
    call_command(
        "import_file", *paths, order=number, client=CLIENT, json=True, stdout=said, **options
    )
    return [json.loads(line) for line in said.getvalue().splitlines()]


def contacts() -> dict[int, tuple[str, str]]:
    rows = Dotation.objects.values_list("id", "email", "phone")
    return {identifier: (email, national_digits(phone)) for identifier, email, phone in rows}


def wanted_changes(expected: dict[str, Any]) -> dict[int, dict[str, str]]:
    """Ranges, « 30000000..30009999 », spelled out."""
    changes = {}
    for change in expected["changes"]:
        given = {key: value for key, value in change.items() if key != "id"}
        first, _dots, last = str(change["id"]).partition("..")
        for index, identifier in enumerate(range(int(first), int(last or first) + 1)):
            changes[identifier] = {
                key: value.replace("{i}", str(index)) for key, value in given.items()
            }
    return changes


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda expected: expected["name"])
def test_a_made_file_does_exactly_what_is_expected(expected: dict[str, Any]) -> None:
    number = load(expected["name"])
    before = contacts()
    (report,) = run(number, CORPORA / expected["file"])
    after = contacts()
    changed = {identifier for identifier in before if before[identifier] != after[identifier]}
    wanted = wanted_changes(expected)
    refused = {error["row"] for error in report["errors"]}
    assert report["rows_read"] == report["applied"] + report["unchanged"] + len(refused)
    assert report["mails"] == OutgoingMessage.objects.count() == len(changed)
    if expected["outcome"] == "REJECT_FILE":
        assert report["rejected_file"].endswith(".")
        assert not changed
        return
    assert report["rejected_file"] is None
    said = {change.pop("id"): change for change in report["changes"]}
    assert set(said) == changed
    for identifier, change in said.items():
        assert wanted[identifier] == change
        email, phone = after[identifier]
        assert change.get("email", before[identifier][0]) == email
        assert change.get("phone", before[identifier][1]) == phone
    if expected["outcome"] in ("APPLY", "ROW_ERRORS"):
        assert changed == set(wanted)
        errors = {(error["row"], error["column"]) for error in report["errors"]}
        assert errors == {(error["row"], error["column"]) for error in expected["row_errors"]}
    else:
        assert len(changed) + len(refused) >= len(wanted)


def test_no_file_of_others_breaks_anything() -> None:
    number = load("base")
    before = contacts()
    paths = [path for path in sorted(SHEETS.iterdir()) if not path.name.startswith("made__")]
    for report in run(number, *paths):
        assert report["rejected_file"].endswith("."), report["file"]
    assert contacts() == before
    assert not OutgoingMessage.objects.exists()


def test_a_dry_run_says_the_same_and_does_nothing() -> None:
    number = load("f02_changes")
    before = contacts()
    path = CORPORA / "sheets" / "made__f02_changes.xlsx"
    (dry,) = run(number, path, dry_run=True)
    assert contacts() == before
    assert not OutgoingMessage.objects.exists()
    assert run(number, path) == [dry]
    assert dry["applied"] == dry["mails"] == 4
    assert set(dry) == {
        "file", "rows_read", "applied", "unchanged", "mails", "rejected_file", "changes", "errors",
    }  # fmt: skip
