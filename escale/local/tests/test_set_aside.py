"""What was in the embedded database stays there, under another name."""

from collections.abc import Iterator
from contextlib import closing

import psycopg
import pytest

from escale.local.errors import LocalError
from escale.local.postgres_cluster import OWNER, Cluster
from escale.local.set_aside import set_database_aside

pytestmark = pytest.mark.slow

KEPT = "escale_avant_20261130_101500"


@pytest.fixture(autouse=True)
def _somebody_s_rows(cluster: Cluster) -> Iterator[None]:
    cluster.start()
    with closing(psycopg.connect(cluster.url(), autocommit=True)) as session:
        session.execute("CREATE TABLE rows AS SELECT 1 AS id")
    yield
    with closing(psycopg.connect(cluster.url("postgres"), autocommit=True)) as server:
        server.execute(f"DROP DATABASE IF EXISTS {KEPT}")
        server.execute(f"DROP DATABASE {OWNER}")
        server.execute(f"CREATE DATABASE {OWNER}")


def tables(cluster: Cluster, name: str) -> list[str]:
    with closing(psycopg.connect(cluster.url(name))) as session:
        found = session.execute("SELECT relname FROM pg_stat_user_tables").fetchall()
    return [name for (name,) in found]


def databases(cluster: Cluster) -> set[str]:
    with closing(psycopg.connect(cluster.url("postgres"))) as server:
        found = server.execute("SELECT datname FROM pg_database WHERE NOT datistemplate").fetchall()
    return {name for (name,) in found}


def test_it_is_kept_and_an_empty_one_takes_its_place(cluster: Cluster) -> None:
    set_database_aside(cluster, KEPT)

    assert tables(cluster, KEPT) == ["rows"]
    assert tables(cluster, OWNER) == []
    assert databases(cluster) == {"postgres", OWNER, KEPT}


def test_one_in_use_is_left_as_it_is(cluster: Cluster) -> None:
    with closing(psycopg.connect(cluster.url())), pytest.raises(LocalError, match="sert encore"):
        set_database_aside(cluster, KEPT)

    assert tables(cluster, OWNER) == ["rows"]
    assert databases(cluster) == {"postgres", OWNER}


def test_an_interrupted_try_is_no_obstacle(cluster: Cluster) -> None:
    with closing(psycopg.connect(cluster.url("postgres"), autocommit=True)) as server:
        server.execute(f"CREATE DATABASE {OWNER}_empty")

    set_database_aside(cluster, KEPT)

    assert databases(cluster) == {"postgres", OWNER, KEPT}
