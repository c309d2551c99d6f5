"""docs/deploy.md §2: the portal's account reads its own files of secrets and no other's."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
UNITS = sorted((ROOT / "deploy" / "systemd").glob("*.service"))
GUIDE = (ROOT / "docs" / "deploy.md").read_text()
OF_THE_PORTAL = {"key", "database", "metrics-token"}
OF_THE_OWNER = {"owner-database", "backup-database"}


def account(unit: Path) -> str:
    found = re.search(r"(?m)^User=(.+)$", unit.read_text())
    assert found
    return found[1]


def files_of(unit: Path) -> set[str]:
    return set(re.findall(r"(?m)^LoadCredential=\w+:/etc/escale/([\w-]+)", unit.read_text()))


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_who_runs_as_the_portal_is_given_its_files_alone(unit: Path) -> None:
    assert files_of(unit)
    if account(unit) == "escale":
        assert files_of(unit) <= OF_THE_PORTAL
    else:
        assert account(unit) == "escale-owner"


def test_the_guide_gives_each_file_to_one_account() -> None:
    (shared,) = re.findall(r"(?m)^    chgrp escale (.+)$", GUIDE)
    (owned,) = re.findall(r"(?m)^    chown escale-owner (.+)$", GUIDE)
    (closed,) = re.findall(r"(?m)^    chmod 600 (.+)$", GUIDE)
    assert {Path(path).name for path in shared.split()} <= OF_THE_PORTAL
    assert {Path(path).name for path in owned.split()} == OF_THE_OWNER
    assert owned == closed


def test_the_command_changes_account_with_the_login() -> None:
    command = (ROOT / "deploy" / "escale-manage").read_text()
    assert "owner-database | backup-database) account=escale-owner" in command
    for login in re.findall(r"ESCALE_LOGIN=([\w-]+)", GUIDE):
        assert login in OF_THE_OWNER
