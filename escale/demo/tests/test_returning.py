"""A mail that is accepted, then comes back."""

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from escale.bounces.models import ReceivedBounce
from escale.bounces.states import BounceState
from escale.bounces.tests.made import sent_message
from escale.demo.management.commands import catch_mail
from escale.demo.models import CaughtMail
from escale.demo.returning import send_back
from escale.local.smtp_catcher import CaughtMessage
from escale.mailing.return_address import return_address
from escale.mailing.states import MessageState

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("recipient", "jobs"), [("x@rebond.example", 1), ("x@yopmail.example", 0)])
def test_mail_of_that_domain_alone_comes_back(
    monkeypatch: pytest.MonkeyPatch, recipient: str, jobs: int
) -> None:
    monkeypatch.setattr(catch_mail, "close_old_connections", lambda: None)
    catch_mail.keep(CaughtMessage("bounces+a@retour.escale.example", recipient, b"Subject: x"))
    assert CaughtMail.objects.count() == 1
    assert ProcrastinateJob.objects.filter(task_name="send_back").count() == jobs


def test_what_comes_back_fails_the_message() -> None:
    message = sent_message()
    send_back(return_address(message), "x@rebond.example")
    assert ReceivedBounce.objects.get().state == BounceState.APPLIED
    message.refresh_from_db()
    assert message.state == MessageState.FAILED
