"""What the second wall costs: the same pages with row-level security and without it.

Without: sessions of the owner, whom no policy judges, and doors that open no scope.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from unittest.mock import patch

from django.db import connection
from django.test import Client as Browser

from bench.data import client_with
from bench.goals import Bench, Figures, within
from bench.measuring import in_turn, timed
from escale.orders.models import Order
from escale.tenancy.scopes import CLIENT_ROLE

MOST_COST = 1.10
TURNS = 40
PATHS = {
    "home": "/mes-services/",
    "orders": "/commandes/",
    "dotations of an order": "/commandes/{number}/dotations/",
    "search": "/dotations/?last_name=marchand",
}


def measure(size: int) -> Figures:
    member = client_with(size, code="bench-wall")
    number = Order.objects.get(client=member.client).number
    browser = Browser(SERVER_NAME="localhost")
    browser.force_login(member.user)
    figures = {}
    for name, path in PATHS.items():
        visit = partial(_answer, browser, path.format(number=number))
        visit()
        ways = {"with": _inside(_behind_the_wall, visit), "without": _inside(_without_it, visit)}
        for way, measured in in_turn(ways, TURNS).items():
            figures[f"{name} {way}"] = measured.median * 1000
    return figures


def _inside(
    world: Callable[[], AbstractContextManager[None]], visit: Callable[[], object]
) -> Callable[[], float]:
    def run() -> float:
        with world():
            return timed(visit)

    return run


def _answer(browser: Browser, path: str) -> None:
    assert browser.get(path).status_code == 200


@contextmanager
def _behind_the_wall() -> Iterator[None]:
    _take(CLIENT_ROLE)
    yield
    _take("none")


@contextmanager
def _without_it() -> Iterator[None]:
    with patch("escale.webkit.access.member_scope", lambda _user: nullcontext()):
        yield


def _take(role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {role}")


BENCHES = (
    Bench(
        "Wall, client of", "ms", (20_000,), (20_000,),
        [
            within(f"{name} without", MOST_COST, what=f"{name} / without it", ours=f"{name} with")
            for name in PATHS
        ],
        measure,
    ),
)  # fmt: skip
