import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from escale.local.postgres_cluster import Cluster

MakeCluster = Callable[[Path], Cluster]


@pytest.fixture(scope="module")
def make_cluster() -> Iterator[MakeCluster]:
    """Clusters of pretended checkouts, removed at the end with all they laid elsewhere."""
    made: list[Cluster] = []

    def make(repository: Path) -> Cluster:
        made.append(Cluster(repository=repository))
        return made[-1]

    yield make
    for cluster in made:
        cluster.stop()
        shutil.rmtree(cluster.home)
        shutil.rmtree(cluster.sockets, ignore_errors=True)


@pytest.fixture(scope="module")
def cluster(make_cluster: MakeCluster, tmp_path_factory: pytest.TempPathFactory) -> Cluster:
    """Shared and started by each test that wants it up: making one costs most of a second."""
    return make_cluster(tmp_path_factory.mktemp("checkout"))
