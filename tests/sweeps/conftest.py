"""One world for all the tests of a module: made once, in a transaction that is never committed.

Each test has a savepoint of its own within it, and copies of its people.
"""

from collections.abc import Iterator
from copy import deepcopy

import pytest
from django.db import transaction
from django.test import Client as Browser
from pytest_django import DjangoDbBlocker

from escale.accounts.models import User
from escale.clients.models import Client, Member
from escale.dotations.models import Dotation
from tests import personas
from tests.pages import Access
from tests.possessions import canaries_of, one_of_everything


@pytest.fixture(scope="module")
def lasting(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """What fixtures of this scope write is there until the last test of the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def lasting_ancv(lasting: None) -> Client:
    return personas.make_ancv()


@pytest.fixture(scope="module")
def lasting_alice(lasting_ancv: Client) -> Member:
    return personas.make_alice(lasting_ancv)


@pytest.fixture(scope="module")
def lasting_charlie(lasting: None) -> Member:
    return personas.make_charlie()


@pytest.fixture(scope="module")
def lasting_mine(lasting_alice: Member) -> Dotation:
    return one_of_everything(lasting_alice)


@pytest.fixture(scope="module")
def lasting_theirs(lasting_charlie: Member) -> Dotation:
    return canaries_of(lasting_charlie)


@pytest.fixture(scope="module")
def browser_of_alice(lasting_alice: Member) -> Browser:
    """Signed in, a first page already asked for."""
    browser = Browser()
    browser.force_login(lasting_alice.user)
    personas.confirm_again(browser)
    browser.get("/mes-services/")
    return browser


@pytest.fixture
def ancv(lasting_ancv: Client, db: None) -> Client:
    return deepcopy(lasting_ancv)


@pytest.fixture
def alice(lasting_alice: Member, db: None) -> Member:
    return deepcopy(lasting_alice)


@pytest.fixture
def charlie(lasting_charlie: Member, db: None) -> Member:
    return deepcopy(lasting_charlie)


@pytest.fixture
def mine(lasting_mine: Dotation, db: None) -> Dotation:
    """One of each thing that alice's client may have, by its dotation."""
    return deepcopy(lasting_mine)


@pytest.fixture
def theirs(lasting_theirs: Dotation, db: None) -> Dotation:
    """One of each thing of charlie's client, every text of which is a canary."""
    return deepcopy(lasting_theirs)


@pytest.fixture
def alice_signed_in(browser_of_alice: Browser, db: None) -> Browser:
    """Her cookies of the first page, in a browser of the test's own."""
    browser = Browser()
    browser.cookies = deepcopy(browser_of_alice.cookies)
    return browser


@pytest.fixture
def readers(alice: Member, staff: User) -> dict[Access, Browser]:
    """Who opens each kind of page."""
    signed_in, of_staff, anybody = Browser(), Browser(), Browser()
    signed_in.force_login(alice.user)
    of_staff.force_login(staff)
    public = {Access.PUBLIC: anybody, Access.DEMO: anybody}
    return dict.fromkeys(Access, signed_in) | public | {Access.STAFF: of_staff}
