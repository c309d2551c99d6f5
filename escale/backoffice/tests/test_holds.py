"""The console begins with what holds the mail back."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now
from django.test import Client as Browser

from escale.accounts.models import User
from escale.journal.actor import SYSTEM
from escale.mailing.actions.end_hold import end_hold
from escale.mailing.actions.hold_mail import hold_mail
from escale.mailing.actions.suspend_domain import suspend_domain
from escale.mailing.causes import Cause
from escale.mailing.models import MailHold, OutgoingMessage
from escale.mailing.states import MessageState
from escale.mailing.tests.factories import OutgoingMessageFactory

LIST = "/emetteur/mailing/mailhold/"


@pytest.fixture
def console(staff: User, client: Browser) -> Browser:
    client.force_login(staff)
    return client


def home(console: Browser) -> str:
    return console.get("/emetteur/").text


def test_a_quiet_day(console: Browser) -> None:
    assert "Aucun e-mail ne part" not in home(console)


def test_everything_is_held_until_a_mail_left(console: Browser) -> None:
    hold_mail(reason="535 5.7.8 <bad> password")
    MailHold.objects.update(until=Now() - timedelta(minutes=1))
    page = home(console)
    assert "Aucun e-mail ne part depuis " in page
    assert "\u00a0: 535 5.7.8 &lt;bad&gt; password\n" in page
    assert LIST in page
    end_hold(domains=[""])
    assert "Aucun e-mail ne part" not in home(console)


def test_domains(console: Browser) -> None:
    suspend_domain(actor=SYSTEM, domain="lent.example")
    hold_mail(domain="free.example", reason="421")
    MailHold.objects.filter(domain="free.example").update(until=Now() - timedelta(minutes=1))
    MailHold.objects.filter(domain="lent.example").update(since=Now() - timedelta(days=400))
    page = home(console)
    assert "Aucun e-mail ne part vers lent.example depuis le " in page
    assert "free.example" not in page


def test_a_hold_says_what_to_do(console: Browser) -> None:
    hold_mail(domain="free.example", reason="421 Too many spams from your IP")
    assert "Notre e-mail est pris pour un indésirable. Comparez" in home(console)


def test_mails_refused_for_a_reason_against_us_wait_for_staff(console: Browser) -> None:
    message = OutgoingMessageFactory.create()
    fields = {"state": MessageState.DEFERRED, "cause": Cause.OURS, "smtp_code": 550, "attempts": 2}
    OutgoingMessage.objects.update(**fields, diagnostic="Emetteur invalide")
    assert "refusés à cause de nous" not in home(console)
    OutgoingMessage.objects.update(attempts=3)
    page = home(console)
    assert "E-mails refusés à cause de nous\u00a0: 1" in page
    path = "/emetteur/mailing/outgoingmessage/"
    assert f"{path}?state__exact=deferred&amp;cause__exact=ours" in page
    chosen = console.get(path, {"state__exact": "deferred", "cause__exact": "ours"})
    assert chosen.status_code == 200
    shown = console.get(f"{path}{message.pk}/change/").text
    assert "Notre adresse d’expéditeur est refusée. Vérifiez" in shown
