"""PostgreSQL's own programs for backups: those of the server's version, else of the next one."""

import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

from escale.local.errors import LocalError
from escale.local.postgres_binaries import program_directories

# What libpq reads from the environment: a password given there is seen by nobody.
_VARIABLES = {
    "HOST": "PGHOST",
    "PORT": "PGPORT",
    "USER": "PGUSER",
    "PASSWORD": "PGPASSWORD",
    "NAME": "PGDATABASE",
}


class Programs:
    """`database` is an entry of Django's DATABASES; `major` the server's version."""

    def __init__(self, database: Mapping[str, object], major: int) -> None:
        self._directory = _directory_of(major)
        named = {name: str(database.get(key) or "") for key, name in _VARIABLES.items()}
        self._environment = os.environ | {key: value for key, value in named.items() if value}

    def dump(self, target: Path | None) -> None:
        """All of the database; to standard output without a target."""
        to = ["--file", os.fspath(target)] if target else []
        self._run("pg_dump", "--format=custom", *to)

    def contents(self, dump: Path) -> str:
        """The list of what a dump holds, and when it was made; raises for what is none."""
        listed = self._run("pg_restore", "--list", os.fspath(dump), keeps_output=True)
        return listed.stdout.decode(errors="replace")

    def restore(self, dump: Path, database: str, jobs: int) -> None:
        """Into an empty database, whose owner is whoever signs in."""
        options = ["--no-owner", "--exit-on-error", f"--jobs={jobs}", f"--dbname={database}"]
        # Rows are poured before their table is walled; foreign keys are checked after, and an owner
        # who is no superuser may do that with the rows of its roles alone.
        self._run("pg_restore", *options, "--enable-row-security", os.fspath(dump))

    def _run(
        self, program: str, *options: str, keeps_output: bool = False
    ) -> subprocess.CompletedProcess[bytes]:
        ended = subprocess.run(
            [self._directory / program, *options],
            env=self._environment,
            stdout=subprocess.PIPE if keeps_output else None,
            stderr=subprocess.PIPE,
            check=False,
        )
        if ended.returncode != 0:
            lines = ended.stderr.decode(errors="replace").strip().splitlines()
            told = [line for line in lines if "error:" in line] or lines or ["sans explication"]
            raise LocalError(told[0])
        return ended


def _directory_of(major: int) -> Path:
    """The oldest that will do: what a younger one writes may mean nothing to the server."""
    found = {_major(directory): directory for directory in program_directories()}
    able = [version for version in found if version >= major]
    if not able:
        raise LocalError(
            f"pg_dump {major} est introuvable : « apt install postgresql-client-{major} »."
        )
    return found[min(able)]


def _major(directory: Path) -> int:
    """0 where it cannot be run."""
    try:
        told = subprocess.run(
            [directory / "pg_dump", "--version"], capture_output=True, text=True, check=False
        )
    except OSError:
        return 0
    found = re.search(r"PostgreSQL\) (\d+)", told.stdout)
    return int(found[1]) if found else 0
