"""Pytest plugin: the tests' own PostgreSQL, up and migrated before Django reads its settings.

Loaded by `-p`. It is another cluster than the demonstration's, so that neither disturbs the other.
Workers of xdist inherit the variables and start nothing.
"""

import os
from collections.abc import Generator
from uuid import uuid4

import pytest

from escale.local.errors import LocalError
from escale.local.postgres_cluster import Cluster
from tests.rig.guardian import MARK, Guardian
from tests.rig.templates import CLUSTER, migrated_template

GUARDIAN = pytest.StashKey[Guardian]()


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, object, object]:
    """A wrapper, because pytest-django reads the settings in this very hook."""
    if MARK not in os.environ:
        try:
            _begin(early_config)
        except LocalError as error:
            pytest.exit(str(error), returncode=1)
    return (yield)


def _begin(config: pytest.Config) -> None:
    started = ""
    if not os.environ.get("DATABASE_URL"):
        cluster = Cluster(CLUSTER)
        cluster.is_durable = False
        if cluster.start():
            started = CLUSTER
        os.environ["DATABASE_URL"] = cluster.url()
    mark = uuid4().hex
    config.stash[GUARDIAN] = Guardian(mark, started)
    # What is started from here on belongs to this run.
    os.environ[MARK] = mark
    os.environ["ESCALE_TEST_TEMPLATE"] = migrated_template()


def pytest_unconfigure(config: pytest.Config) -> None:
    guardian = config.stash.get(GUARDIAN, None)
    if guardian is not None:
        guardian.dismiss()
