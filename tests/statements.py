"""How many statements a page sends, as a page of a real portal sends them."""

from collections.abc import Generator
from contextlib import contextmanager
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from escale.tenancy.scopes import LEAVE

# A test is a transaction: what opens one in a page is a savepoint in a test, and has to be left.
OF_THE_TEST = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT", LEAVE.split("%s")[0])


@contextmanager
def _statements(number: int, *, exact: bool) -> Generator[CaptureQueriesContext]:
    with CaptureQueriesContext(connection) as captured:
        yield captured
    sent = [query["sql"] for query in captured if not query["sql"].startswith(OF_THE_TEST)]
    if len(sent) > number or (exact and len(sent) != number):
        pytest.fail(f"{len(sent)} statements rather than {number}:\n" + "\n".join(sent))


@pytest.fixture
def django_assert_num_queries() -> DjangoAssertNumQueries:
    return partial(_statements, exact=True)


@pytest.fixture
def django_assert_max_num_queries() -> DjangoAssertNumQueries:
    return partial(_statements, exact=False)
