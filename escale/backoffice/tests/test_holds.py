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
from escale.mailing.models import MailHold

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
    assert "\u00a0: 535 5.7.8 &lt;bad&gt; password" in page
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
