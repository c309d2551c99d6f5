"""Pytest plugin: the tests' own PostgreSQL, up before Django reads its settings.

Loaded by `-p`. It is another cluster than the demonstration's, so that neither disturbs the other.
"""

import os
from collections.abc import Generator

import pytest

from escale.local.errors import LocalError
from escale.local.postgres_cluster import Cluster

STARTED = pytest.StashKey[Cluster]()


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, object, object]:
    """A wrapper, because pytest-django reads the settings in this very hook.

    Workers of xdist inherit the variable and start nothing.
    """
    if not os.environ.get("DATABASE_URL"):
        cluster = Cluster("test-postgres")
        try:
            if cluster.start():
                early_config.stash[STARTED] = cluster
        except LocalError as error:
            pytest.exit(str(error), returncode=1)
        os.environ["DATABASE_URL"] = cluster.url()
    return (yield)


def pytest_unconfigure(config: pytest.Config) -> None:
    cluster = config.stash.get(STARTED, None)
    if cluster is not None:
        cluster.stop()
