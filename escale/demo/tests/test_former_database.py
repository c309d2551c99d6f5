"""A database of before the first release: kept aside where it is the demonstration's own."""

import shutil
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from escale.demo import former_database
from escale.demo.former_database import replace_former_database
from escale.demo.preparation import FIRST_CLIENT
from escale.local import embedded_postgres
from escale.local.errors import LocalError
from escale.local.postgres_cluster import OWNER, Cluster
from escale.tenancy.history import FIRST

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """The embedded server of a checkout of its own."""
    made = Cluster(repository=tmp_path_factory.mktemp("checkout"))
    made.start()
    yield made
    made.stop()
    shutil.rmtree(made.home)
    shutil.rmtree(made.sockets, ignore_errors=True)


@pytest.fixture
def embedded(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Django is connected to it, as `make demo` is: a database that former migrations made."""
    for module in (embedded_postgres, former_database):
        monkeypatch.setattr(module, "Cluster", lambda: cluster)
    monkeypatch.setenv("DATABASE_URL", cluster.url())
    usual = {key: connection.settings_dict[key] for key in ("HOST", "PORT", "NAME", "USER")}
    connection.close()
    there = {"HOST": str(cluster.sockets), "PORT": "5432", "NAME": OWNER, "USER": OWNER}
    connection.settings_dict.update(there)
    make_former()
    yield
    connection.close()
    connection.settings_dict["NAME"] = "postgres"
    for name in databases():
        ask(f'DROP DATABASE "{name}"')
    ask(f"CREATE DATABASE {OWNER}")
    connection.close()
    connection.settings_dict.update(usual)


def make_former() -> None:
    """As far as it can be told from another one."""
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    recorder.record_applied("tenancy", "0001_roles")
    recorder.record_applied("clients", "0001_initial")
    ask("CREATE TABLE clients_client (id bigint, code varchar(20), name varchar(150))")


def ask(statement: str, *values: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)


def add_client(code: str) -> None:
    ask("INSERT INTO clients_client VALUES (1, %s, 'Somebody')", code)


def codes() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT code FROM clients_client")
        return [code for (code,) in cursor.fetchall()]


def databases() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE 'escale%'")
        return {name for (name,) in cursor.fetchall()}


@pytest.mark.usefixtures("embedded")
@pytest.mark.parametrize("clients", [[FIRST_CLIENT, "7654321"], []], ids=["guide", "no client yet"])
def test_the_demonstration_s_own_is_made_anew_and_kept(clients: list[str]) -> None:
    for code in clients:
        add_client(code)
    said: list[str] = []

    replace_former_database(said.append)

    assert connection.introspection.table_names() == []
    (kept_as,) = databases() - {OWNER}
    [line] = said
    assert line.startswith(
        "La base de démonstration vient d’une version antérieure\u00a0: elle est recréée."
    )
    assert line.endswith(f"«\u00a0{kept_as}\u00a0».\n")
    connection.close()
    connection.settings_dict["NAME"] = kept_as
    assert codes() == clients


@pytest.mark.usefixtures("embedded")
def test_what_took_its_place_is_left_alone() -> None:
    replace_former_database(lambda _line: None)
    connection.close()

    replace_former_database(pytest.fail)

    assert len(databases()) == 2


@pytest.mark.usefixtures("embedded")
def test_before_the_first_table() -> None:
    ask("DROP TABLE clients_client")

    replace_former_database(lambda _line: None)

    assert len(databases()) == 2


@pytest.mark.usefixtures("embedded")
def test_somebody_s_own_clients_stay_and_the_remedy_is_said(cluster: Cluster) -> None:
    add_client("7654321")

    with pytest.raises(LocalError, match="renommez le répertoire") as refused:
        replace_former_database(pytest.fail)

    assert str(cluster.data) in str(refused.value)
    assert codes() == ["7654321"]
    assert databases() == {OWNER}


@pytest.mark.usefixtures("embedded")
def test_a_database_given_by_its_address_is_never_touched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/escale")
    add_client(FIRST_CLIENT)

    with pytest.raises(LocalError, match="retirez DATABASE_URL"):
        replace_former_database(pytest.fail)

    assert codes() == [FIRST_CLIENT]
    assert databases() == {OWNER}


def test_the_command_stops_there() -> None:
    recorder = MigrationRecorder(connection)
    recorder.record_unapplied(*FIRST)
    try:
        with pytest.raises(SystemExit, match="vient d’une version antérieure"):
            call_command("demo")
    finally:
        recorder.record_applied(*FIRST)


def test_a_database_of_this_version_is_left_alone() -> None:
    replace_former_database(pytest.fail)
