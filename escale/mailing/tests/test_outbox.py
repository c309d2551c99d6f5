import json

import pytest
from django.core.management import call_command

from escale.mailing.actions.deliver_messages import deliver_messages
from escale.mailing.tests.factories import OutgoingMessageFactory, let_time_pass

pytestmark = pytest.mark.django_db


def test_json_counts_by_state(capsys: pytest.CaptureFixture[str], mailoutbox: list[object]) -> None:
    OutgoingMessageFactory.create()
    deliver_messages()
    OutgoingMessageFactory.create_batch(2)
    let_time_pass(minutes=10)
    call_command("outbox", "--json")
    counts = json.loads(capsys.readouterr().out)
    assert (counts["sent"], counts["queued"], counts["failed"]) == (1, 2, 0)
    assert 600 <= counts["oldest_seconds"] < 660


def test_empty_outbox(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("outbox", "--json")
    assert json.loads(capsys.readouterr().out)["oldest_seconds"] is None


def test_text_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    OutgoingMessageFactory.create()
    call_command("outbox")
    assert "1  en attente" in capsys.readouterr().out
