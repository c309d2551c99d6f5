import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    """The tries of one test do not count in the next."""
    cache.clear()
