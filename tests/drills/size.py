"""Small drills with every run of the tests, full ones by `make drills`."""

import os
from typing import TypeVar

import pytest

from tests.skips import FULL_SIZE_ONLY

T = TypeVar("T")
IS_FULL = os.environ.get("ESCALE_DRILLS") == "full"
full_size_only = pytest.mark.skipif(not IS_FULL, reason=FULL_SIZE_ONLY)


def sized(small: T, full: T) -> T:
    return full if IS_FULL else small
