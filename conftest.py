import gc
import os

import hypothesis
import pytest
from django.core.cache import cache

pytest_plugins = [
    "tests.parts",
    "tests.personas",
    "tests.running_order",
    "tests.skips",
    "tests.statements",
    # After the parts that it asks.
    "tests.coverage_contexts",
]
EXAMPLES = {"quick": 25, "whole": 100, "drills": 1_000}
for profile, examples in EXAMPLES.items():
    # How long an example takes says how busy the machine is.
    hypothesis.settings.register_profile(profile, max_examples=examples, deadline=None)
hypothesis.settings.load_profile(os.environ.get("ESCALE_EXAMPLES", "whole"))


@pytest.fixture(autouse=True)
def fresh_codes() -> None:
    """A code of a second factor that served in one test may serve in the next."""
    cache.clear()


def pytest_collection_finish(session: pytest.Session) -> None:
    """What was collected stays: the garbage collector need not walk it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
