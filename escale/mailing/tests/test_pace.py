from datetime import timedelta

import pytest
from django.db.models import F
from pytest_django import Settings

from escale.mailing.actions.claim_messages import claim_messages
from escale.mailing.actions.deliver_messages import deliver_messages
from escale.mailing.models import MailPace, OutgoingMessage
from escale.mailing.pace import Limit
from escale.mailing.states import MessageState
from escale.mailing.tests.factories import OutgoingMessageFactory
from escale.mailing.tests.smtp_server import Script

pytestmark = pytest.mark.django_db


def at(domain: str, number: int) -> None:
    for index in range(number):
        OutgoingMessageFactory.create(recipient=f"personne{index}@{domain}")


def seconds_pass(seconds: float) -> None:
    MailPace.objects.update(since=F("since") - timedelta(seconds=seconds))


def test_a_minute_holds_what_the_setting_says(relay: Script, settings: Settings) -> None:
    settings.MAIL_PER_MINUTE = 60
    at("yopmail.example", 80)
    for _piece in range(5):
        deliver_messages()
        seconds_pass(10)
    assert len(relay.received) == 50
    assert deliver_messages().sent == 10
    assert deliver_messages().sent == 0


def test_a_slow_domain_does_not_keep_the_others_waiting(relay: Script, settings: Settings) -> None:
    settings.MAIL_DOMAIN_PER_MINUTE = {"lent.example": 12}
    at("lent.example", 200)
    at("LENT.example", 5)
    at("yopmail.example", 30)
    report = deliver_messages()
    assert (report.sent, report.more) == (32, False)
    assert OutgoingMessage.objects.filter(state=MessageState.QUEUED).count() == 203
    seconds_pass(9)
    assert deliver_messages().sent == 0
    seconds_pass(1)
    assert deliver_messages().sent == 2


def test_both_limits_hold_together(settings: Settings) -> None:
    settings.MAIL_PER_MINUTE, settings.MAIL_DOMAIN_PER_MINUTE = 60, {"lent.example": 12}
    at("lent.example", 4)
    at("yopmail.example", 30)
    assert len(claim_messages(count=100)) + len(claim_messages(count=100)) == 10
    assert claim_messages(count=100) == []


@pytest.mark.parametrize(
    ("per_minute", "at_once", "seconds"), [(600, 100, 10), (6, 1, 10), (2, 1, 30), (1, 1, 60)]
)
def test_a_minute_is_dealt_out_in_pieces(per_minute: int, at_once: int, seconds: int) -> None:
    limit = Limit(per_minute)
    assert (limit.at_once, limit.window) == (at_once, timedelta(seconds=seconds))
