"""Small drills with every run of the tests, full ones by `make drills`."""

import os
from typing import TypeVar

T = TypeVar("T")
IS_FULL = os.environ.get("ESCALE_DRILLS") == "full"


def sized(small: T, full: T) -> T:
    return full if IS_FULL else small
