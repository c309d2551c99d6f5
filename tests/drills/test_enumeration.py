"""S2: neither what is answered nor the time it takes tells who has an access."""

import re
import time
from collections.abc import Callable
from statistics import NormalDist, median

import pytest
from django.test import Client as Browser
from pytest_django import Settings

from escale.accounts.models import User
from escale.clients.models import Member
from escale.rate_limits.models import Tries
from tests.drills.size import sized
from tests.personas import PASSWORD

pytestmark = [pytest.mark.drill, pytest.mark.django_db]
TRIES = sized(15, 500)
MOST_MS = 10
# From how many on the median says something by itself.
ENOUGH = 500
LEAST_CHANCE = 0.001
WRITTEN = re.compile(r'(?:value|content)="[^"]*"|X-CSRFToken": "[^"]*"')
KNOWN, UNKNOWN, CLOSED = "1000001", "9999999", "1000009"
Ask = Callable[[str], tuple[int, str, frozenset[str]]]


@pytest.fixture(autouse=True)
def people(alice: Member, settings: Settings) -> None:
    """With the hashes of a real portal, which take their time."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    alice.user.set_password(PASSWORD)
    alice.user.save()
    User.objects.create_user(CLOSED, PASSWORD, is_active=False)


def sent(path: str, form: dict[str, str]) -> tuple[int, str, frozenset[str]]:
    """What a stranger sees: status, page, names of headers and cookies."""
    answer = Browser().post(path, form)
    page = WRITTEN.sub("", answer.text).replace(form.get("identifier", "\0"), "")
    return answer.status_code, page, frozenset({*answer.headers, *answer.cookies})


def wrong_password(identifier: str) -> tuple[int, str, frozenset[str]]:
    return sent("/connexion/", {"login": identifier, "password": "not-the-password"})


def right_password(identifier: str) -> tuple[int, str, frozenset[str]]:
    """Of an access that is closed; a wrong one elsewhere."""
    password = PASSWORD if identifier == CLOSED else "not-the-password"
    return sent("/connexion/", {"login": identifier, "password": password})


def new_password(identifier: str) -> tuple[int, str, frozenset[str]]:
    return sent("/mot-de-passe-oublie/", {"identifier": identifier})


def timed_ms(ask: Ask, identifier: str) -> float:
    # The tries are counted elsewhere; here each is a first one.
    Tries.objects.all().delete()
    start = time.perf_counter()
    ask(identifier)
    return (time.perf_counter() - start) * 1000


def likelihood(some: list[float], others: list[float]) -> float:
    """Mann and Whitney's: of a difference such as this one, where there is none."""
    above = sum((one > other) + (one == other) / 2 for one in some for other in others)
    pairs = len(some) * len(others)
    spread = (pairs * (len(some) + len(others) + 1) / 12) ** 0.5
    return 2 * NormalDist().cdf(-abs(above - pairs / 2) / spread)


@pytest.mark.parametrize("ask", [wrong_password, right_password, new_password])
@pytest.mark.parametrize("other", [UNKNOWN, CLOSED])
def test_the_answer_and_its_time_say_nothing(ask: Ask, other: str) -> None:
    assert ask(KNOWN) == ask(other)
    times: dict[str, list[float]] = {KNOWN: [], other: []}
    for number in range(TRIES):
        # Each goes first as often as the other.
        for identifier in (KNOWN, other) if number % 2 else (other, KNOWN):
            times[identifier].append(timed_ms(ask, identifier))
    known, others = times.values()
    # Of neighbours, so that whatever slows the machine slows both.
    difference = median(one - another for one, another in zip(known, others, strict=True))
    chance = likelihood(known, others)
    print(  # noqa: T201  # the figure that the drill is about
        f"{ask.__name__}, {other}: {median(known):.1f} ms against {median(others):.1f}, "
        f"{difference:+.2f} ms between neighbours, p = {chance:.3f}"
    )
    # A busy machine makes a few tries differ by chance: then the difference is not a rule.
    assert abs(difference) <= MOST_MS or (TRIES < ENOUGH and chance > LEAST_CHANCE)


@pytest.mark.parametrize("other", [UNKNOWN, CLOSED])
def test_too_many_tries_are_answered_alike(other: str) -> None:
    answers = []
    for identifier in (KNOWN, other):
        Tries.objects.all().delete()
        answers.append([wrong_password(identifier) for _ in range(12)])
    assert answers[0] == answers[1]
    assert answers[0][-1][0] == 429
