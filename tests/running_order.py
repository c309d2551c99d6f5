"""Pytest plugin: what waits runs beside what computes, and the browser comes last.

Drills wait, for processes and for leases: they are spread among the short tests, which compute.
Journeys come after everything that asks for the database, as the browser's driver keeps an event
loop in the thread of the tests; those that begin with « Réinitialiser » come before the others,
which are shorter and share what is left evenly.
"""

import pytest


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    journeys = [item for item in items if item.get_closest_marker("browser")]
    drills = [item for item in items if item.get_closest_marker("drill")]
    apart = {*journeys, *drills}
    short = [item for item in items if item not in apart]
    journeys.sort(key=lambda item: "start" not in getattr(item, "fixturenames", ()))
    items[:] = [*spread(drills, short), *journeys]


def spread(few: list[pytest.Item], many: list[pytest.Item]) -> list[pytest.Item]:
    """Each list in its order, the few at equal distances among the many."""
    places = [
        (place / len(items), item) for items in (few, many) for place, item in enumerate(items)
    ]
    return [item for _place, item in sorted(places, key=lambda found: found[0])]
