"""The database that every command finds without being told: this checkout's own PostgreSQL."""

import os
import sys

from escale.local.postgres_cluster import Cluster

_started_here: list[Cluster] = []


def provide_database_url() -> None:
    """Set DATABASE_URL, starting the embedded server when it is down; one already set wins.

    Raises LocalError, whose text is for the person at the terminal.
    """
    if os.environ.get("DATABASE_URL") or os.environ.get("DATABASE_URL_FILE"):
        return
    cluster = Cluster()
    if cluster.start():
        _started_here.append(cluster)
        sys.stderr.write("Base de données embarquée démarrée (« make stop » l’arrête).\n")
    os.environ["DATABASE_URL"] = cluster.url()


def stop_what_was_started() -> None:
    """Stop the embedded server if this process started it."""
    while _started_here:
        _started_here.pop().stop()


def is_embedded() -> bool:
    """Whether DATABASE_URL is the embedded server's rather than one given from outside."""
    return os.environ.get("DATABASE_URL") == Cluster().url()
