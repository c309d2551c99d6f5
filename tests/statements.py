"""How many statements a page sends, as a page of a real portal sends them."""

from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from escale.tenancy.scopes import LEAVE

# A test is a transaction: what opens one in a page is a savepoint in a test, and has to be left.
OF_THE_TEST = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT", LEAVE.split("%s")[0])
# Once a minute of the same person, hence of the first page of every test.
OF_THE_MINUTE = ('UPDATE "usersessions_usersession"', 'UPDATE "django_session"')
LEFT_OUT = OF_THE_TEST + OF_THE_MINUTE


@contextmanager
def _statements(number: int, *, exact: bool) -> Generator[CaptureQueriesContext]:
    with CaptureQueriesContext(connection) as captured:
        yield captured
    sent = [query["sql"] for query in captured if not query["sql"].startswith(LEFT_OUT)]
    if len(sent) > number or (exact and len(sent) != number):
        pytest.fail(f"{len(sent)} statements rather than {number}:\n" + "\n".join(sent))


def exactly(number: int) -> AbstractContextManager[CaptureQueriesContext]:
    return _statements(number, exact=True)


def at_most(number: int) -> AbstractContextManager[CaptureQueriesContext]:
    return _statements(number, exact=False)


@pytest.fixture
def django_assert_num_queries() -> Callable[[int], AbstractContextManager[CaptureQueriesContext]]:
    return exactly


@pytest.fixture
def django_assert_max_num_queries() -> Callable[
    [int], AbstractContextManager[CaptureQueriesContext]
]:
    return at_most
