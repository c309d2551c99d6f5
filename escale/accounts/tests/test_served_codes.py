"""A code of a second factor serves once; it is forgotten when it would be refused anyway."""

import pytest
from django.core.cache.backends.db import DatabaseCache
from django.db import connection

from escale.accounts.actions.forget_served_codes import forget_served_codes

pytestmark = pytest.mark.django_db


@pytest.fixture
def served() -> DatabaseCache:
    return DatabaseCache("cache", {"OPTIONS": {"MAX_ENTRIES": 1_000_000}})


def test_what_is_over_is_forgotten(served: DatabaseCache) -> None:
    served.add("over", "y", timeout=30)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cache SET expires = now() - interval '1 second'")
    served.add("living", "y", timeout=30)
    assert forget_served_codes() == 1
    assert not served.add("living", "y", timeout=30)


def test_many_others_do_not_make_it_serve_again(served: DatabaseCache) -> None:
    """By itself Django removes a third of the rows at the 301st."""
    served.add("first", "y", timeout=30)
    for number in range(320):
        served.add(f"other-{number}", "y", timeout=30)
    assert not served.add("first", "y", timeout=30)
