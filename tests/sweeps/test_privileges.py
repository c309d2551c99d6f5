"""D9: what the two roles of the web's sessions may touch is behind a policy, or named here.

Read from the server, not from a list of ours: a library's new table fails until somebody decides.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Model
from django.db.models.functions import Now
from django.db.utils import DatabaseError, ProgrammingError
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException

from escale.accounts.models import User
from escale.clients.models import Invitation, Member
from escale.dotations.models import Dotation
from escale.dotations.tests.factories import DotationFactory
from escale.exports.models import Export
from escale.imports.models import Import
from escale.inquiries.models import Inquiry
from escale.mailing.tests.factories import OutgoingMessageFactory
from escale.ordering.models import Draft
from escale.ordering.states import DraftStatus
from escale.tenancy.scopes import CLIENT_ROLE, VISITOR_ROLE, client_scope

pytestmark = pytest.mark.django_db

SHOWN_TO_ALL = "the issuer's, shown to all"
DEMONSTRATION = "the demonstration's own: no real portal has it"
SIGNING_IN = "people sign in before their client is known"
OF_DJANGO = "names of models and rights, no data"
# Tables with no policy that a role may reach all the same: which, and why.
OPEN = {
    CLIENT_ROLE: {
        "demo_caughtmail": DEMONSTRATION,
        "demo_restoring": DEMONSTRATION,
        "inquiries_issuercontact": SHOWN_TO_ALL,
        "orders_issuersettings": SHOWN_TO_ALL,
        "orders_product": SHOWN_TO_ALL,
    },
    VISITOR_ROLE: {
        "account_emailaddress": SIGNING_IN,
        "account_emailconfirmation": SIGNING_IN,
        "accounts_user_groups": SIGNING_IN,
        "accounts_user_user_permissions": SIGNING_IN,
        "auth_group": OF_DJANGO,
        "auth_group_permissions": OF_DJANGO,
        "auth_permission": OF_DJANGO,
        "cache": "codes of second factors that have served",
        "demo_caughtmail": DEMONSTRATION,
        "demo_restoring": DEMONSTRATION,
        "django_admin_log": OF_DJANGO,
        "django_content_type": OF_DJANGO,
        "django_migrations": OF_DJANGO,
        "django_session": SIGNING_IN,
        "inquiries_issuercontact": SHOWN_TO_ALL,
        "mfa_authenticator": SIGNING_IN,
        "orders_issuersettings": SHOWN_TO_ALL,
        "orders_product": SHOWN_TO_ALL,
        "usersessions_usersession": SIGNING_IN,
    },
}
# Functions that do with their owner's rights what the role may not do itself.
NARROW = {
    "escale_client_of": "which client somebody belongs to, before its rows are open",
    "escale_stamp": "a number that changes with a client's data",
    "procrastinate_defer_jobs_v1": "asks for a job that pages ask for (escale_check_deferred)",
}
# Stands for the other client's order, once there is one.
ORDER = "their order"
REACHABLE = """
    SELECT c.relname FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
      AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
      AND (has_table_privilege(%(role)s, c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE')
           OR has_any_column_privilege(%(role)s, c.oid, 'SELECT, INSERT, UPDATE'))
"""
ELEVATED = """
    SELECT p.proname FROM pg_proc p
    WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef
      AND p.prorettype <> 'trigger'::regtype AND has_function_privilege(%(role)s, p.oid, 'EXECUTE')
"""
POLICIES = """
    SELECT c.relname FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
    WHERE %(role)s::regrole = ANY (p.polroles) OR 0 = ANY (p.polroles)
"""
HIDDEN = (
    "SELECT password FROM accounts_user",
    "SELECT * FROM accounts_user",
    "UPDATE accounts_user SET password = 'x'",
    "UPDATE accounts_user SET is_staff = true",
    "UPDATE accounts_user SET identifier = 'x'",
    "DELETE FROM accounts_user",
    "INSERT INTO clients_member (user_id, client_id, role) VALUES (1, 1, 'reader')",
    "UPDATE clients_member SET user_id = 1",
    "SELECT session_key FROM django_session",
    "INSERT INTO django_session VALUES ('k', 'd', now())",
    "SELECT * FROM usersessions_usersession",
    "SELECT * FROM mfa_authenticator",
    "SELECT * FROM procrastinate_jobs",
    "INSERT INTO procrastinate_jobs (task_name) VALUES ('deliver_mail')",
    "UPDATE procrastinate_jobs SET args = '{}'",
    "SELECT procrastinate_fetch_job_v2(NULL, 1)",
    "DELETE FROM orders_product",
    "UPDATE orders_issuersettings SET id = 2",
)


def ask(sql: str, **values: str) -> set[str]:
    with connection.cursor() as cursor:
        return {name for (name,) in cursor.execute(sql, values).fetchall()}


@pytest.mark.parametrize("role", [CLIENT_ROLE, VISITOR_ROLE])
def test_what_no_policy_guards_is_named(role: str) -> None:
    assert ask(REACHABLE, role=role) - set(OPEN[role]) == set()


@pytest.mark.parametrize("role", [CLIENT_ROLE, VISITOR_ROLE])
def test_functions_with_their_owner_s_rights_are_named(role: str) -> None:
    assert ask(ELEVATED, role=role) - set(NARROW) == set()


def test_no_policy_lets_a_visitor_see_a_client_s_rows() -> None:
    assert ask(POLICIES, role=VISITOR_ROLE) == {"accounts_user"}


@pytest.mark.parametrize("role", [CLIENT_ROLE, VISITOR_ROLE])
def test_no_role_makes_anything_of_its_own(role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT has_schema_privilege(%s, 'public', 'CREATE'), rolsuper, rolbypassrls,"
            " rolcreaterole, rolcanlogin FROM pg_roles WHERE rolname = %s",
            [role, role],
        )
        assert cursor.fetchone() == (False,) * 5


@pytest.mark.parametrize("sql", HIDDEN)
def test_no_hash_no_session_no_factor_no_job(alice: Member, sql: str) -> None:
    with client_scope(alice.client_id), pytest.raises(ProgrammingError, match="denied"):  # noqa: SIM117
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def test_a_client_reads_the_names_of_its_own_people(
    alice: Member, bea: Member, charlie: Member
) -> None:
    with client_scope(alice.client_id):
        seen = set(User.objects.values_list("identifier", flat=True))
        assert seen == {alice.user.identifier, bea.user.identifier}
        assert not User.objects.filter(pk=charlie.user_id).update(full_name="x")


@pytest.fixture
def tasks() -> dict[str, Any]:
    app.perform_import_paths()  # type: ignore[no-untyped-call]
    return app.tasks


@pytest.mark.parametrize(
    "name", ["schedule.sweep_orders", "schedule.retain", "schedule.retry_stalled"]
)
def test_a_client_asks_for_the_jobs_of_its_pages_alone(
    alice: Member, tasks: dict[str, Any], name: str
) -> None:
    with client_scope(alice.client_id), pytest.raises(ConnectorException) as refused:  # noqa: SIM117
        with transaction.atomic():
            tasks[f"escale.jobs.{name}"].defer(timestamp=0)
    assert "no page asks" in str(refused.value.__cause__)


def test_what_pages_ask_for_is_known_by_its_name(tasks: dict[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'escale_check_deferred'")
        (source,) = cursor.fetchone()
    quoted = set(source.split("'")[1::2])
    known = {name for name in quoted if "_" in name and not name.startswith("escale_")}
    assert known
    assert known <= set(tasks)


def refers_to_another_s() -> list[tuple[str, str, str]]:
    """Each key between tables that have a client: table, column, and what it refers to."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT k.conrelid::regclass::text, a.attname, k.confrelid::regclass::text
            FROM pg_constraint k
            JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)
            WHERE k.contype = 'f' AND a.attname <> 'client_id'
              AND EXISTS (SELECT FROM pg_attribute c
                          WHERE c.attrelid = k.conrelid AND c.attname = 'client_id')
              AND EXISTS (SELECT FROM pg_attribute c
                          WHERE c.attrelid = k.confrelid AND c.attname = 'client_id')
              AND NOT EXISTS (
                SELECT FROM pg_constraint pair
                JOIN pg_attribute c ON c.attrelid = pair.conrelid AND c.attnum = ANY (pair.conkey)
                WHERE pair.contype = 'f' AND pair.conrelid = k.conrelid
                  AND pair.confrelid = k.confrelid AND a.attnum = ANY (pair.conkey)
                  AND c.attname = 'client_id')
            """
        )
        return list(cursor.fetchall())


def test_keys_between_clients_tables_hold_the_client() -> None:
    assert refers_to_another_s() == []


def refers(model: type[Model], **values: object) -> Callable[[Member, Dotation], object]:
    """Makes a row of the member's client that refers to another's order."""

    def made(mine: Member, theirs: Dotation) -> object:
        named = {
            name: theirs.order_id if value == ORDER else value for name, value in values.items()
        }
        return model._default_manager.create(client_id=mine.client_id, **named)

    return made


def refers_to_a_message(mine: Member, theirs: Dotation) -> object:
    message = OutgoingMessageFactory.create(client_id=theirs.client_id)
    row = DotationFactory.create(order__client=mine.client)
    return Dotation.objects.filter(pk=row.pk).update(last_message=message)


def invites_by_a_message(mine: Member, theirs: Dotation) -> object:
    message = OutgoingMessageFactory.create(client_id=theirs.client_id)
    return Invitation.objects.create(
        client=mine.client, email="x@yopmail.example", message=message, role="reader", sent_at=Now()
    )


@pytest.mark.parametrize(
    "made",
    [
        refers(Draft, copied_order_id=ORDER),
        refers(Draft, order_id=ORDER, status=DraftStatus.PLACED),
        refers(Export, order_id=ORDER, user_id=1, rows_expected=1, kind="order"),
        refers(Import, order_id=ORDER, expires_at=Now()),
        refers(Inquiry, order_id=ORDER),
        refers_to_a_message,
        invites_by_a_message,
    ],
)
def test_another_client_s_order_or_message_is_referred_to_by_nobody(
    alice: Member, theirs: Dotation, made: Callable[[Member, Dotation], object]
) -> None:
    with connection.cursor() as cursor:
        made(alice, theirs)
        with pytest.raises(DatabaseError, match="same_client"):
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
