import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from escale.local.errors import LocalError
from escale.local.postgres_cluster import Cluster
from escale.local.tests.conftest import MakeCluster

pytestmark = pytest.mark.slow

START = "import sys; from pathlib import Path; from escale.local.postgres_cluster import Cluster;"
START += " print(Cluster(repository=Path(sys.argv[1])).start())"


def answer(cluster: Cluster, query: str = "SELECT current_database()") -> object:
    with psycopg.connect(cluster.url(), autocommit=True) as connection:
        row = connection.execute(query).fetchone()
    return row[0] if row else None


def postmaster_pid(cluster: Cluster) -> int:
    return int((cluster.data / "postmaster.pid").read_text().split()[0])


def kill(cluster: Cluster) -> None:
    os.kill(postmaster_pid(cluster), signal.SIGKILL)
    while cluster.is_running():
        time.sleep(0.01)


def test_first_start_makes_a_database_that_folds_accented_letters(cluster: Cluster) -> None:
    cluster.start()

    assert answer(cluster) == "escale"
    assert answer(cluster, "SELECT upper('é') = 'É' AND 'Éloïse' ILIKE '%éloïse%'") is True


def test_only_a_unix_socket_listens(cluster: Cluster) -> None:
    cluster.start()

    assert answer(cluster, "SHOW listen_addresses") == ""
    assert cluster.sockets.stat().st_mode & 0o777 == 0o700


def test_start_leaves_a_running_server_alone(cluster: Cluster) -> None:
    cluster.start()
    before = postmaster_pid(cluster)

    assert cluster.start() is False
    assert postmaster_pid(cluster) == before


def test_rows_outlive_a_restart(cluster: Cluster) -> None:
    cluster.start()
    with psycopg.connect(cluster.url()) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS n")

    assert cluster.stop() is True
    assert cluster.is_running() is False
    assert cluster.stop() is False
    assert cluster.start() is True
    assert answer(cluster, "SELECT n FROM kept") == 7


def test_start_after_the_server_was_killed(cluster: Cluster) -> None:
    cluster.start()
    kill(cluster)

    assert cluster.start() is True
    assert answer(cluster) == "escale"


def test_busy_sessions_of_a_killed_server_end_first(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("escale.local.postmaster.ORPHAN_PATIENCE_SECONDS", 0.3)
    cluster.start()
    busy = psycopg.connect(cluster.url(), autocommit=True)
    backend = busy.info.backend_pid
    busy.pgconn.send_query(b"SELECT count(*) FROM generate_series(1, 10000000000)")
    kill(cluster)

    assert cluster.start() is True
    assert not Path(f"/proc/{backend}/cwd").exists()
    assert answer(cluster) == "escale"
    busy.close()


def test_start_sees_through_a_pid_that_another_process_took(cluster: Cluster) -> None:
    cluster.start()
    kill(cluster)
    pid_file = cluster.data / "postmaster.pid"
    pid_file.write_text(re.sub(r"^\d+", str(os.getppid()), pid_file.read_text()))
    (cluster.sockets / ".s.PGSQL.5432.lock").write_text(f"{os.getppid()}\n")

    assert cluster.is_running() is False
    assert cluster.start() is True
    assert answer(cluster) == "escale"


def test_variables_for_other_servers_do_not_matter(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster.stop()
    monkeypatch.setenv("PGPORT", "6000")
    monkeypatch.setenv("PGDATA", "/nowhere")

    assert cluster.start() is True
    assert answer(cluster) == "escale"


def test_two_starts_at_once_make_one_server(make_cluster: MakeCluster, tmp_path: Path) -> None:
    cluster = make_cluster(tmp_path)
    command = [sys.executable, "-c", START, os.fspath(tmp_path)]
    starts = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]

    assert sorted(start.communicate()[0].strip() for start in starts) == ["False", "True"]
    assert answer(cluster) == "escale"


def test_interrupted_first_start_leaves_no_half_cluster(
    make_cluster: MakeCluster, tmp_path: Path
) -> None:
    cluster = make_cluster(tmp_path)
    start = subprocess.Popen([sys.executable, "-c", START, os.fspath(tmp_path)])
    while not list(cluster.home.glob("data.unfinished-*/global")):
        time.sleep(0.01)
    start.kill()
    start.wait()

    assert not cluster.data.exists()
    assert cluster.start() is True
    assert answer(cluster) == "escale"


@pytest.mark.parametrize(
    "folder",
    ["l'été à la mer", "virgule, et « guillemets »", "long" * 30],
    ids=["space and accent", "comma and quotes", "longer than a socket path"],
)
def test_awkward_paths(make_cluster: MakeCluster, tmp_path: Path, folder: str) -> None:
    cluster = make_cluster(tmp_path / folder)
    cluster.start()

    assert answer(cluster) == "escale"
    assert len(os.fsencode(cluster.sockets / ".s.PGSQL.5432")) < 100


def test_another_major_version_is_refused(make_cluster: MakeCluster, tmp_path: Path) -> None:
    cluster = make_cluster(tmp_path)
    cluster.data.mkdir(parents=True)
    (cluster.data / "PG_VERSION").write_text("9\n")

    with pytest.raises(LocalError, match=r"vient de PostgreSQL 9, et c’est PostgreSQL \d+"):
        cluster.start()


@pytest.mark.parametrize("version", [None, "18\n"], ids=["no version", "no control file"])
def test_broken_directory_is_said_in_one_line(
    make_cluster: MakeCluster, tmp_path: Path, version: str | None
) -> None:
    cluster = make_cluster(tmp_path)
    cluster.data.mkdir(parents=True)
    (cluster.data / "postgresql.conf").touch()
    if version:
        (cluster.data / "PG_VERSION").write_text(version)

    with pytest.raises(LocalError, match="La base embarquée ne démarre pas") as caught:
        cluster.start()
    assert "\n" not in str(caught.value)
    assert os.fspath(cluster.data) in str(caught.value)


def test_a_place_that_cannot_be_made_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster = Cluster(repository=tmp_path)
    (tmp_path / "file").touch()
    monkeypatch.setattr(cluster._place, "home", tmp_path / "file" / "home")

    with pytest.raises(LocalError, match="Impossible de créer"):
        cluster.start()
