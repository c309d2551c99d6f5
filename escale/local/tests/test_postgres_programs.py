"""Backups are made and read by the programs of the server's own version."""

from pathlib import Path

import pytest

from escale.local import postgres_programs
from escale.local.errors import LocalError
from escale.local.postgres_programs import Programs


def installed(folder: Path, *versions: int) -> list[Path]:
    made = []
    for version in versions:
        directory = folder / str(version)
        directory.mkdir()
        program = directory / "pg_dump"
        program.write_text(f"#!/bin/sh\necho 'pg_dump (PostgreSQL) {version}.2'\n")
        program.chmod(0o755)
        made.append(directory)
    return made


@pytest.mark.parametrize(("server", "chosen"), [(15, "15"), (16, "17"), (17, "17"), (18, "18")])
def test_the_oldest_that_will_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: int, chosen: str
) -> None:
    directories = installed(tmp_path, 18, 15, 17)
    monkeypatch.setattr(postgres_programs, "program_directories", lambda: iter(directories))
    assert Programs({}, server)._directory.name == chosen


def test_none_that_will_do_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    directories = [*installed(tmp_path, 15), tmp_path / "nowhere"]
    monkeypatch.setattr(postgres_programs, "program_directories", lambda: iter(directories))
    with pytest.raises(LocalError, match="postgresql-client-18"):
        Programs({}, 18)
