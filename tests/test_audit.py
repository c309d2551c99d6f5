"""An audit that looked at nothing, or not at all of it, is none: a stub speaks for pip-audit."""

import json
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from tests import audit

LOCK = """django==5.2.19 \\
    --hash=sha256:00
psycopg-binary==3.3.9 ; implementation_name != 'pypy' \\
    --hash=sha256:01
colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:02
"""
STUB = """#!/bin/sh
# The report's place is the last word.
for report; do :; done
printf '%s' '{report}' > "$report"
echo "ERROR: no route to the service" >&2
exit {code}
"""
Answers: TypeAlias = Callable[..., None]


@pytest.fixture
def answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Answers:
    lock = tmp_path / "requirements.txt"
    lock.write_text(LOCK)
    monkeypatch.setattr(audit, "LOCK", lock)
    monkeypatch.setattr(audit, "LAST", tmp_path / "security" / "last-audit.json")
    stub = tmp_path / "pip-audit"
    monkeypatch.setattr(audit, "PIP_AUDIT", stub)

    def answers(*dependencies: dict[str, Any], code: int = 0) -> None:
        report = json.dumps({"dependencies": dependencies}) if dependencies else ""
        stub.write_text(STUB.format(report=report, code=code))
        stub.chmod(stub.stat().st_mode | stat.S_IXUSR)

    return answers


def seen(name: str, *weaknesses: str) -> dict[str, Any]:
    vulns = [{"id": weakness, "fix_versions": ["9.9"]} for weakness in weaknesses]
    return {"name": name, "version": "1.0", "vulns": vulns}


def unknown(name: str) -> dict[str, Any]:
    return {"name": name, "skip_reason": "not found"}


def test_all_that_is_installed_here_was_looked_at(
    answers: Answers, capsys: pytest.CaptureFixture[str]
) -> None:
    answers(seen("Django"), seen("psycopg_binary"))
    assert audit.main([]) == 0
    assert "2 packages of requirements.txt: no known weakness." in capsys.readouterr().out
    told = json.loads(audit.LAST.read_text())
    assert (told["date"], told["packages"]) == (audit.today().isoformat(), 2)


@pytest.mark.parametrize("words", [[], ["--if-reachable"]])
@pytest.mark.parametrize("other", [(), (unknown("psycopg-binary"),)])
def test_a_package_too_few_fails(
    answers: Answers,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    other: tuple[dict[str, Any], ...],
) -> None:
    answers(seen("django"), *other)
    assert audit.main(words) == 1
    assert capsys.readouterr().out == "psycopg-binary: not looked at\n"
    assert not audit.LAST.exists()


@pytest.mark.parametrize("words", [[], ["--if-reachable"]])
def test_a_known_weakness_fails(
    answers: Answers, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    answers(seen("django", "PYSEC-1"), seen("psycopg-binary"), code=1)
    assert audit.main(words) == 1
    assert capsys.readouterr().out == "django 1.0: PYSEC-1, mended in 9.9\n"


def test_a_service_that_cannot_be_asked_fails_unless_it_may(
    answers: Answers, capsys: pytest.CaptureFixture[str]
) -> None:
    answers(code=1)
    assert audit.main([]) == 1
    assert audit.main(["--if-reachable"]) == 0
    told = "NOT AUDITED: ERROR: no route to the service\nLast audit: never.\n"
    assert capsys.readouterr().out == told * 2


def test_a_service_that_knows_nothing_was_not_asked(
    answers: Answers, capsys: pytest.CaptureFixture[str]
) -> None:
    answers(unknown("django"), unknown("psycopg-binary"))
    assert audit.main([]) == 1
    assert "NOT AUDITED" in capsys.readouterr().out


@pytest.mark.usefixtures("answers")
def test_the_last_audit_is_told_with_its_age() -> None:
    audit.remember(2)
    assert audit.last_audit(audit.today()) == "0 days ago, of this lock"
    audit.LOCK.write_text(LOCK + "six==1.17.0\n")
    assert audit.last_audit(audit.today()) == "0 days ago, of another lock"
