"""A PostgreSQL of the drill's own, with the tests' tables: it may be broken without disturbing."""

import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from django.db import connection

from escale.local.postgres_cluster import OWNER, Cluster
from escale.local.postgres_programs import Programs
from escale.tenancy.scopes import ROLES
from tests.rig.processes import wait_until


@contextmanager
def database_of_its_own(folder: Path, *, listen: str = "") -> Iterator[Cluster]:
    """Django is connected to it until the end. Wants the tests' database, migrated and empty."""
    dump, (major, *_) = folder / "empty.dump", connection.get_database_version()
    Programs(connection.settings_dict, major).dump(dump)
    cluster = Cluster(f"drill-{uuid4().hex[:8]}")
    usual = {key: connection.settings_dict[key] for key in ("HOST", "PORT", "NAME", "USER")}
    cluster.listen_addresses = listen
    cluster.start()
    try:
        connection.close()
        there = {"HOST": str(cluster.sockets), "PORT": "5432", "NAME": OWNER, "USER": OWNER}
        connection.settings_dict.update(there)
        with connection.cursor() as cursor:
            cursor.execute("; ".join(f"CREATE ROLE {role}" for role in ROLES))
        Programs(connection.settings_dict, major).restore(dump, OWNER, jobs=2)
        yield cluster
    finally:
        connection.close()
        connection.settings_dict.update(usual)
        cluster.stop()
        shutil.rmtree(cluster.home, ignore_errors=True)


def break_down(cluster: Cluster) -> None:
    """`pg_ctl restart -m immediate`: no word to anybody, recovery at the start."""
    postmaster = int((cluster.data / "postmaster.pid").read_text().split()[0])
    os.kill(postmaster, signal.SIGQUIT)
    wait_until(lambda: not cluster.is_running())
    cluster.start()
