"""A backup comes back aside, is made safe, then takes its place: nothing ever runs on half of it.

What was there keeps its rows under another name.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import LiteralString, TypeAlias

import psycopg
from django.db import connection
from django.utils.translation import gettext as _
from psycopg import sql

from escale.kernel import clock
from escale.local.errors import LocalError
from escale.local.postgres_programs import Programs
from escale.operations.actions.pause_after_restore import Paused, pause_after_restore
from escale.tenancy.scopes import ROLES

JOBS = 2
Server: TypeAlias = "psycopg.Connection[tuple[object, ...]]"
# Of the server, not of the database: a backup holds none. As escale/tenancy/migrations makes them.
ROLE = """
DO $$ BEGIN
    CREATE ROLE {role} NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
DO $$ BEGIN
    IF NOT pg_has_role(current_user, {name}, 'MEMBER') THEN
        GRANT {role} TO CURRENT_USER;
    END IF;
END $$
"""


@dataclass(frozen=True, slots=True)
class Restored:
    """`kept_as` is the name of the database that was there; empty if there was none."""

    taken_at: str
    paused: Paused
    kept_as: str


def restore(dump: Path, *, replaces: bool) -> Restored:
    """Into the configured database. Raises LocalError, whose text is for the operator."""
    name = str(connection.settings_dict["NAME"])
    aside = f"{name}_restoring"
    with _maintenance() as server:
        programs = Programs(connection.settings_dict, server.info.server_version // 10_000)
        taken_at = _taken_at(programs.contents(dump))
        is_there = _exists(server, name)
        if is_there and not replaces and not _is_empty(name):
            raise LocalError(
                _("La base « %(name)s » n’est pas vide : ajoutez --replace, elle sera renommée.")
                % {"name": name}
            )
        for role in ROLES:
            server.execute(sql.SQL(ROLE).format(role=sql.Identifier(role), name=sql.Literal(role)))
        _say(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", aside)
        _say(server, "CREATE DATABASE {} TEMPLATE template0", aside)
        programs.restore(dump, aside, JOBS)
        with _connected_to(aside):
            paused = pause_after_restore(taken_at=taken_at)
        kept_as = f"{name}_{clock.now():%Y%m%d_%H%M%S}" if is_there else ""
        _take_place(server, aside, name, kept_as)
    return Restored(taken_at, paused, kept_as)


def _take_place(server: Server, aside: str, name: str, kept_as: str) -> None:
    try:
        if kept_as:
            _say(server, "ALTER DATABASE {} RENAME TO {}", name, kept_as)
        _say(server, "ALTER DATABASE {} RENAME TO {}", aside, name)
    except psycopg.errors.ObjectInUse:
        raise LocalError(
            _("La base « %(name)s » sert encore : arrêtez le portail et les tâches, recommencez.")
            % {"name": name}
        ) from None


@contextmanager
def _maintenance() -> Iterator[Server]:
    """The server's own database: ours is about to be renamed."""
    connection.close()
    told = connection.settings_dict
    with psycopg.connect(
        host=told["HOST"],
        port=told["PORT"] or None,
        user=told["USER"],
        password=told["PASSWORD"],
        dbname="postgres",
        autocommit=True,
    ) as server:
        yield server


@contextmanager
def _connected_to(name: str) -> Iterator[None]:
    usual = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual


def _exists(server: Server, name: str) -> bool:
    found = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
    return found.fetchone() is not None


def _is_empty(name: str) -> bool:
    with _connected_to(name):
        return not connection.introspection.table_names()


def _say(server: Server, statement: LiteralString, *names: str) -> None:
    server.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _taken_at(contents: str) -> str:
    found = re.search(r"Archive created at (.+)", contents)
    return found[1].strip() if found else ""
