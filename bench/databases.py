"""The databases of the benches: a server of their own, one empty database for each bench."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection
from psycopg.conninfo import make_conninfo

from escale.local.postgres_cluster import Cluster

EMPTY, SCRATCH = "escale_bench_empty", "escale_bench"


@contextmanager
def server() -> Iterator[None]:
    """The benches' own PostgreSQL, or the one that DATABASE_URL names; Django is not set up yet."""
    if os.environ.get("DATABASE_URL"):
        yield
        return
    cluster = Cluster("bench-postgres")
    started = cluster.start()
    os.environ["DATABASE_URL"] = cluster.url("postgres")
    try:
        yield
    finally:
        if started:
            cluster.stop()


@contextmanager
def using(name: str) -> Iterator[None]:
    """Django's connection, and that of the processes started meanwhile, on this database."""
    usual, address = connection.settings_dict["NAME"], os.environ["DATABASE_URL"]
    connection.close()
    connection.settings_dict["NAME"] = name
    os.environ["DATABASE_URL"] = make_conninfo(address, dbname=name)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual
        os.environ["DATABASE_URL"] = address


def make_empty() -> None:
    """What the others are copied from: migrated once for all of them."""
    _run(f"DROP DATABASE IF EXISTS {EMPTY} WITH (FORCE)", f"CREATE DATABASE {EMPTY}")
    with using(EMPTY):
        call_command("migrate", verbosity=0)


def forget_empty() -> None:
    _run(f"DROP DATABASE IF EXISTS {EMPTY} WITH (FORCE)")


@contextmanager
def scratch(name: str = SCRATCH) -> Iterator[None]:
    """A migrated database without rows, gone afterwards."""
    create(name)
    try:
        with using(name):
            yield
    finally:
        drop(name)


def create(name: str) -> None:
    drop(name)
    _run(f"CREATE DATABASE {name} TEMPLATE {EMPTY}")


def drop(name: str) -> None:
    _run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def exists(name: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        return cursor.fetchone() is not None


def rename(name: str, new: str) -> None:
    _run(f"ALTER DATABASE {name} RENAME TO {new}")


def _run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def tell(text: str) -> None:
    """What goes on, beside the table."""
    print(text, file=sys.stderr, flush=True)
