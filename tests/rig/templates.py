"""Databases made once and copied by whoever needs one: migrated, or with the demonstration's data.

A template is named after all that it is made from, so that a change makes another one.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg.sql import SQL, Identifier

from escale.local.errors import LocalError
from escale.local.place import Place

ROOT = Path(__file__).parents[2]
CLUSTER = "test-postgres"
MIGRATED, DEMONSTRATED = "escale_migrated", "escale_demonstrated"
PREPARE = """
import django
django.setup()
from escale.demo.preparation import prepare
prepare()
"""
Make = Callable[[str], None]


def migrated_template() -> str:
    """Every table, and nothing in them but what migrations write."""
    return _template(MIGRATED, _digest(_migrations()), _migrate)


def demonstration_template() -> str:
    """What `make demo` prepares, today."""
    made_from = _digest(_product(), date.today().isoformat())  # noqa: DTZ011  # of this machine
    return _template(DEMONSTRATED, made_from, _prepare_demonstration)


def copy_of(template: str, name: str) -> str:
    """The address of a new database, which takes the place of one of that name."""
    with _server() as server:
        server.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))
        server.execute(
            SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(template))
        )
    return _address(name)


def _template(kind: str, made_from: str, make: Make) -> str:
    """Made whole or not at all, by one of those who want it at once."""
    name, unfinished = f"{kind}_{made_from}", f"{kind}_unfinished"
    with Place(CLUSTER).locked(kind), _server() as server:
        known = _databases(server, kind)
        if name not in known:
            for former in known:
                server.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(former)))
            server.execute(SQL("CREATE DATABASE {}").format(Identifier(unfinished)))
            make(_address(unfinished))
            server.execute(
                SQL("ALTER DATABASE {} RENAME TO {}").format(
                    Identifier(unfinished), Identifier(name)
                )
            )
    return name


def _databases(server: psycopg.Connection, kind: str) -> list[str]:
    found = server.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [kind])
    return [name for (name,) in found]


def _migrate(address: str) -> None:
    _manage(address, "config.settings.test", "manage.py", "migrate", "--verbosity", "0")


def _prepare_demonstration(address: str) -> None:
    prepare = (
        "import django; django.setup(); from escale.demo.preparation import prepare; prepare()"
    )
    _manage(address, "config.settings.demo", "-c", prepare)


def _manage(address: str, settings: str, *words: str) -> None:
    """Raises LocalError with the last words of a command that failed."""
    done = subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": settings},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise LocalError(done.stderr[-2000:])


def _server() -> psycopg.Connection:
    return psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)


def _address(name: str) -> str:
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def _migrations() -> Iterator[Path]:
    yield ROOT / "requirements.txt"
    yield from ROOT.glob("escale/*/migrations/*.py")


def _product() -> Iterator[Path]:
    """All that may decide what the demonstration shows."""
    yield ROOT / "requirements.txt"
    for folder in ("escale", "config"):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and not {"tests", "static", "__pycache__"} & set(path.parts):
                yield path


def _digest(paths: Iterator[Path], *words: str) -> str:
    """Short: the name of a database has 63 letters."""
    found = sha256("\n".join(words).encode())
    for path in sorted(paths):
        found.update(os.fsencode(path.relative_to(ROOT)) + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()[:12]
