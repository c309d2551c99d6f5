"""Limits on tries: nothing wipes them, refusals cost nothing, the database's clock decides."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from time_machine import travel

from escale.kernel import clock
from escale.rate_limits.actions.forget_old_tries import forget_old_tries
from escale.rate_limits.counting import Taken, forget, give_back_latest, network_of, take
from escale.rate_limits.limits import LIMITS, Attempt
from escale.rate_limits.models import Tries
from escale.rate_limits.tests.tries import age_tries
from escale.tenancy.scopes import client_scope

HERE = "192.0.2.7"
MOST = 10


def tried(times: int, *, about: str = "1000001", network: str = HERE) -> list[bool]:
    made = [take(Attempt.SIGN_IN, about=about, network=network) for _ in range(times)]
    return [taken is not None for taken in made]


def test_the_eleventh_is_refused_from_everywhere(db: None) -> None:
    assert tried(MOST + 1) == [True] * MOST + [False]
    assert tried(1, network="198.51.100.1") == [False]
    assert tried(1, about=" 1000001 ", network="198.51.100.2") == [False]
    assert tried(1, about="1000002", network="198.51.100.3") == [True]


def test_one_network_is_refused_for_everybody(db: None) -> None:
    for number in range(50):
        assert tried(1, about=f"{number}") == [True]
    assert tried(1, about="somebody else") == [False]
    assert tried(1, about="somebody else", network="198.51.100.1") == [True]


def test_each_kind_counts_apart(db: None) -> None:
    tried(MOST)
    assert take(Attempt.PASSWORD_LINK, about="1000001", network=HERE)


def test_a_refusal_costs_no_row(db: None) -> None:
    """Neither a thousand networks on one code nor a thousand codes from one network."""
    tried(MOST)
    before = Tries.objects.count()
    for number in range(100):
        assert tried(1, network=f"198.51.100.{number}") == [False]
    assert Tries.objects.count() == before
    for number in range(50):
        tried(1, about=f"other {number}", network="203.0.113.9")
    before = Tries.objects.count()
    for number in range(100):
        assert tried(1, about=f"one more {number}", network="203.0.113.9") == [False]
    assert Tries.objects.count() == before


def test_a_hundred_thousand_others_change_no_limit(db: None) -> None:
    tried(MOST)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO rate_limits_tries (name, hits, most, within, until)"
            " SELECT 'sign-in about ' || n, ARRAY[now()], 10, '15 min', now() + interval '15 min'"
            " FROM generate_series(1, 100000) AS n"
        )
    assert tried(1) == [False]
    assert forget_old_tries() == 0
    assert tried(1) == [False]


def test_a_success_counts_for_nothing(db: None) -> None:
    for _ in range(60):
        taken = take(Attempt.SIGN_IN, about="1000001", network=HERE)
        assert taken
        taken.give_back()
    assert tried(MOST + 1) == [True] * MOST + [False]


def test_three_hundred_people_sign_in_behind_one_address(db: None) -> None:
    for number in range(300):
        taken = take(Attempt.BENEFICIARY_SIGN_IN, about=f"person {number}", network=HERE)
        assert taken
        if number % 4:
            taken.give_back()


def test_a_success_that_is_known_later(db: None) -> None:
    for _ in range(30):
        assert take(Attempt.PHONE_CODE, network=HERE)
        give_back_latest(Attempt.PHONE_CODE, network=HERE)
    made = [take(Attempt.PHONE_CODE, network=HERE) for _ in range(21)]
    assert [taken is not None for taken in made] == [True] * 20 + [False]


def test_without_a_network_what_it_is_about_counts_alone(db: None) -> None:
    """Of a known device: not with all others that say nothing of theirs."""
    for number in range(60):
        assert tried(1, about=f"device {number}", network="") == [True]
    assert tried(MOST + 1, about="one device", network="") == [True] * MOST + [False]


def test_it_is_over_after_its_time(db: None) -> None:
    tried(MOST)
    age_tries(timedelta(minutes=14, seconds=50))
    assert tried(1) == [False]
    age_tries(timedelta(seconds=11))
    assert tried(MOST + 1) == [True] * MOST + [False]


def test_insisting_does_not_make_it_longer(db: None) -> None:
    tried(MOST)
    age_tries(timedelta(minutes=14))
    assert tried(5) == [False] * 5
    age_tries(timedelta(minutes=1, seconds=1))
    assert tried(1) == [True]


def test_the_clock_of_a_server_decides_nothing(db: None) -> None:
    tried(MOST)
    for wrong in (timedelta(days=1), timedelta(days=-1)):
        with travel(clock.now() + wrong):
            assert tried(1) == [False]
            assert forget_old_tries() == 0


def test_who_proved_who_they_are_starts_afresh(db: None) -> None:
    tried(MOST)
    forget(Attempt.SIGN_IN, about="1000001")
    assert tried(1) == [True]


def test_what_counts_no_more_is_forgotten(db: None) -> None:
    tried(1)
    age_tries(timedelta(minutes=16))
    tried(1, about="1000002")
    assert forget_old_tries() == 1
    assert Tries.objects.count() == 2


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:0:7:1:2:3:4", "2001:db8:0:7::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("a socket", "a socket"),
    ],
)
def test_an_ipv6_visitor_is_a_whole_network(address: str, network: str) -> None:
    assert network_of(address) == network


def test_nothing_tells_of_whom(db: None) -> None:
    tried(1, about="louise@yopmail.example")
    assert not any("louise" in name or HERE in name for name in Tries.objects.values_list("name"))


def test_a_client_neither_reads_nor_wipes_them(db: None) -> None:
    tried(1)
    with client_scope(1):
        assert not Tries.objects.exists()
        assert Tries.objects.all().delete()[0] == 0
        # From one of its pages, they are counted all the same.
        assert tried(MOST)[-1] is False
    assert Tries.objects.count() == 2


def test_every_kind_has_a_limit() -> None:
    assert set(LIMITS) == set(Attempt)


@pytest.fixture
def threads(transactional_db: None) -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(8) as pool:
        yield pool


def test_as_many_at_once_as_one_likes(threads: ThreadPoolExecutor) -> None:
    def one(_number: int) -> Taken | None:
        try:
            return take(Attempt.SIGN_IN, about="1000001", network=HERE)
        finally:
            connection.close()

    made = list(threads.map(one, range(40)))
    assert sum(taken is not None for taken in made) == MOST
    assert all(len(tries.hits) == MOST for tries in Tries.objects.all())
