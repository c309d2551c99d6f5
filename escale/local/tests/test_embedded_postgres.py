import os
from pathlib import Path

import pytest

from escale.local import embedded_postgres
from escale.local.embedded_postgres import provide_database_url, stop_what_was_started
from escale.local.postgres_cluster import Cluster

pytestmark = pytest.mark.slow


def test_database_url_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/escale")
    monkeypatch.setattr(embedded_postgres, "Cluster", pytest.fail)

    provide_database_url()

    assert os.environ["DATABASE_URL"] == "postgresql://elsewhere/escale"


def test_the_server_is_started_said_and_stopped(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    cluster.stop()
    monkeypatch.setenv("DATABASE_URL", "")
    monkeypatch.setattr(embedded_postgres, "Cluster", lambda: cluster)

    provide_database_url()

    assert os.environ["DATABASE_URL"] == cluster.url()
    assert capsys.readouterr().err.count("\n") == 1
    stop_what_was_started()
    assert cluster.is_running() is False


def test_a_server_already_up_is_used_in_silence_and_left_up(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    cluster.start()
    monkeypatch.setenv("DATABASE_URL", "")
    monkeypatch.setattr(embedded_postgres, "Cluster", lambda: cluster)

    provide_database_url()
    stop_what_was_started()

    assert capsys.readouterr().err == ""
    assert cluster.is_running() is True


def test_the_repository_of_a_cluster_decides_its_place(tmp_path: Path) -> None:
    places = {Cluster(name, tmp_path / here).home for name in "ab" for here in ("x", "y")}

    assert len(places) == 4
