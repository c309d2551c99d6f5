"""How many examples a property takes when each of them costs much."""

from hypothesis import settings


def part_of_examples(percent: int) -> int:
    """Of those that the profile of the run gives to a property (conftest.py)."""
    return settings().max_examples * percent // 100
