"""The people of the tests: alice, bob and bea of one client, charlie of another, and staff."""

import time
from collections.abc import Callable, Iterator

import pytest
from django.core.management.color import Style
from django.core.management.commands import flush
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client as Browser
from pytest_django import DjangoDbBlocker

from escale.accounts.models import User
from escale.clients.models import Client, Member, Role
from escale.clients.tests.factories import ClientFactory, MemberFactory

FILLED_BY_MIGRATIONS = {"django_content_type", "auth_permission", "django_migrations"}
PASSWORD = "escale-demo-2026"  # the demonstration's, public
SignIn = Callable[[Member], Browser]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Between tests that commit, Django empties every table: only the journal would refuse.

    What migrations fill stays, or it would be made again each time, for half a second.
    """
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for table in ("entry", "change"):
            cursor.execute(
                f"ALTER TABLE journal_journal{table} DISABLE TRIGGER journal_no_truncate"
            )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flush, "sql_flush", emptying)
        patch.setattr(flush, "emit_post_migrate_signal", lambda *_told: None)
        yield


def emptying(style: Style, database: BaseDatabaseWrapper, **options: bool) -> list[str]:
    """The statement of Django's flush, for all that tests fill: jobs too, of no model of ours."""
    tables = set(database.introspection.table_names()) - FILLED_BY_MIGRATIONS
    return database.ops.sql_flush(style, sorted(tables), **options)


def make_ancv() -> Client:
    return ClientFactory.create(code="1000001", name="ANCV Client")


def make_alice(ancv: Client) -> Member:
    return MemberFactory.create(client=ancv, user__identifier="1000001", role=Role.ADMINISTRATOR)


def make_charlie() -> Member:
    return MemberFactory.create(
        client__code="1000002", client__name="CSE Ateliers Kerdraon", role=Role.ADMINISTRATOR
    )


@pytest.fixture
def ancv(db: None) -> Client:
    return make_ancv()


@pytest.fixture
def alice(ancv: Client) -> Member:
    """Administrator; signs in with the client code."""
    return make_alice(ancv)


@pytest.fixture
def bob(ancv: Client) -> Member:
    """Her colleague."""
    return MemberFactory.create(client=ancv, role=Role.MANAGER)


@pytest.fixture
def bea(ancv: Client) -> Member:
    """Reads only."""
    return MemberFactory.create(client=ancv, role=Role.READER)


@pytest.fixture
def charlie(db: None) -> Member:
    """Of another client."""
    return make_charlie()


@pytest.fixture
def staff(db: None) -> User:
    return User.objects.create_user("staff", PASSWORD, is_staff=True)


def confirm_again(browser: Browser) -> None:
    """As allauth notes that who is signed in has just typed their password again."""
    session = browser.session
    typed = {"method": "password", "at": time.time(), "reauthenticated": True}
    session["account_authentication_methods"] = [typed]
    session["account_authentication_methods_user"] = session["_auth_user_id"]
    session.save()


@pytest.fixture
def sign_in() -> SignIn:
    """A browser in which the member is signed in."""

    def signed_in(member: Member) -> Browser:
        browser = Browser()
        browser.force_login(member.user)
        confirm_again(browser)
        return browser

    return signed_in
