"""What the second wall costs: the same pages with row-level security and without it.

Without: sessions of the owner, whom no policy judges, and doors that open no scope.
"""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from unittest.mock import patch

from django.db import connection
from django.test import Client as Browser

from bench.data import client_with
from bench.table import Goal, Measure, milliseconds, timed
from escale.orders.models import Order
from escale.tenancy.scopes import CLIENT_ROLE

SIZE = 20_000
TURNS = 100
MOST_COST = 1.10


def run() -> list[Goal]:
    member = client_with(SIZE, code="bench-wall")
    number = Order.objects.get(client=member.client).number
    browser = Browser(SERVER_NAME="localhost")
    browser.force_login(member.user)
    paths = {
        "home": "/mes-services/",
        "orders": "/commandes/",
        "dotations of an order": f"/commandes/{number}/dotations/",
        "search": "/dotations/?last_name=marchand",
    }
    print(f"a page, ms, client of {SIZE:,} dotations: with the wall, without")
    return [_goal(name, browser, path) for name, path in paths.items()]


def _goal(name: str, browser: Browser, path: str) -> Goal:
    walled, bare = Measure("walled", []), Measure("bare", [])
    _answer(browser, path)
    for _turn in range(TURNS):
        # One after the other: whatever else the machine does, it does to both.
        for measure, world in ((walled, _behind_the_wall), (bare, _without_it)):
            with world():
                measure.seconds.append(timed(lambda: _answer(browser, path)))
    print(f"  {name:24} {milliseconds(walled.median)} {milliseconds(bare.median)}")
    return Goal(f"wall: {name}: with / without", walled.median / bare.median, MOST_COST, "x")


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
