"""/readyz, /metrics, the name of each request, and lines that machines read."""

import json
import logging
from collections.abc import Iterator

import pytest
from django.db import DatabaseError, OperationalError
from django.test import Client as Browser
from django.test import RequestFactory
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import Settings

from escale.clients.models import Member
from escale.kernel.request_id import named_request
from escale.mailing.models import MailHold
from escale.mailing.tests.factories import OutgoingMessageFactory
from escale.operations import readiness as readiness_module
from escale.operations.logs import JsonLines
from escale.webkit.views import server_error
from tests.personas import SignIn

TOKEN = "of-prometheus"
WITH_TOKEN = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def token(settings: Settings) -> str:
    settings.METRICS_TOKEN = TOKEN
    return TOKEN


@pytest.fixture(autouse=True)
def migrations_to_look_at() -> Iterator[None]:
    readiness_module._once_migrated.cache_clear()
    yield
    readiness_module._once_migrated.cache_clear()


def samples(text: str) -> dict[tuple[str, str], float]:
    return {
        (sample.name, sample.labels.get("state") or sample.labels.get("route") or ""): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


@pytest.mark.django_db
def test_ready_when_the_database_is(client: Browser) -> None:
    OutgoingMessageFactory.create()
    MailHold.objects.create(reason="restored")
    answer = client.get("/readyz")
    assert answer.status_code == 200
    told = answer.json()
    assert told["ready"] is told["migrated"] is told["mail_held"] is True
    assert told["workers"] == 0
    assert told["outbox_oldest_seconds"] >= 0


@pytest.mark.django_db
def test_not_ready_before_its_tables_are(client: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness_module, "are_migrations_applied", lambda: False)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["migrated"]) == (503, False)
    # Asked again, not remembered.
    monkeypatch.setattr(readiness_module, "are_migrations_applied", lambda: True)
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_not_ready_without_a_database(client: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise OperationalError("gone")

    monkeypatch.setattr(readiness_module, "figures", fail)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"ready": False, "database": False})


@pytest.mark.django_db
@pytest.mark.parametrize("header", ["", "Bearer ", "Bearer wrong", "of-prometheus"])
def test_metrics_are_nobody_s_without_the_token(client: Browser, token: str, header: str) -> None:
    assert client.get("/metrics", headers={"Authorization": header}).status_code == 404


@pytest.mark.django_db
def test_without_a_token_there_are_none(client: Browser, settings: Settings) -> None:
    settings.METRICS_TOKEN = ""
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


def test_metrics_count_routes_and_what_waits(alice: Member, sign_in: SignIn, token: str) -> None:
    sign_in(alice).get("/dotations/?q=confidential")
    OutgoingMessageFactory.create(client_id=alice.client_id)
    text = Browser().get("/metrics", headers=WITH_TOKEN).text
    found = samples(text)
    assert found["escale_request_seconds_count", "portal:search"] >= 1
    assert found["escale_outbox_messages", "queued"] == 1
    assert found["escale_database_up", ""] == 1
    # Without the figures: any digits may be among them.
    names = [line.rpartition(" ")[0] for line in text.splitlines()]
    for secret in ("confidential", alice.client.code, alice.client.name):
        assert not [name for name in names if secret in name]


@pytest.mark.django_db
def test_metrics_go_on_without_a_database(
    client: Browser, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise DatabaseError("gone")

    monkeypatch.setattr("escale.operations.metrics.figures", fail)
    assert samples(client.get("/metrics", headers=WITH_TOKEN).text)["escale_database_up", ""] == 0


def test_a_request_keeps_the_name_that_a_proxy_gave(client: Browser) -> None:
    name = "proxy-0123456789"
    assert client.get("/healthz", headers={"X-Request-ID": name})["X-Request-ID"] == name
    forged = client.get("/healthz", headers={"X-Request-ID": 'x"} {"level": 1'})["X-Request-ID"]
    assert len(forged) == 16


def test_an_error_page_says_what_the_log_says(rf: RequestFactory) -> None:
    with named_request("reference-42"):
        assert "reference-42" in server_error(rf.get("/")).text


def test_json_lines_hold_no_value(caplog: pytest.LogCaptureFixture) -> None:
    try:
        raise DatabaseError("DETAIL: Key (email)=(louise@yopmail.example) already exists.")
    except DatabaseError:
        logging.getLogger("escale").exception("a row could not be written")
    line = JsonLines().format(caplog.records[-1])
    told = json.loads(line)
    assert told["exception"] == "DatabaseError"
    assert told["message"] == "a row could not be written"
    assert "test_json_lines_hold_no_value" in told["frames"][0]
    assert "louise" not in line


def test_each_request_is_one_line_without_its_address(
    client: Browser, db: None, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "escale.operations.requests")
    client.get("/activer/not-a-real-token/", headers={"X-Request-ID": "request-1"})
    lines = [JsonLines().format(record) for record in caplog.records]
    request, refused = map(json.loads, lines)
    assert (request["route"], request["method"]) == ("beneficiary:welcome", "GET")
    assert request["milliseconds"] > 0
    assert refused["message"] == "Not Found"
    assert "not-a-real-token" not in "".join(lines)
