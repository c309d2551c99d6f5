from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from pytest_django import Settings

from escale.dotations.actions.repair_addresses import Repaired, repair_addresses
from escale.dotations.emails import send_activation
from escale.dotations.models import Dotation
from escale.dotations.states import DotationStatus
from escale.dotations.tests.factories import DotationFactory
from escale.journal.models import JournalEntry
from escale.journal.queries import entries_about
from escale.kernel import clock
from escale.mailing.actions.deliver_messages import deliver_messages
from escale.mailing.causes import Cause
from escale.mailing.models import OutgoingMessage
from escale.mailing.states import MessageState
from escale.mailing.tests.smtp_server import Script, smtp_server

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def relay(settings: Settings) -> Iterator[Script]:
    with smtp_server() as (script, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        yield script


def stored(email: str, **fields: object) -> Dotation:
    """As it was accepted once, its first e-mail waiting for ever."""
    row = DotationFactory.create(
        email=email, status=DotationStatus.INTEGRATION, invited_at=None, **fields
    )
    row.last_message = send_activation(row, at=clock.now())
    row.save()
    OutgoingMessage.objects.filter(about=row.about).update(recipient=email)
    return row


def test_what_needs_no_guess_is_put_right_and_leaves(relay: Script) -> None:
    hyphen, domain = stored("a\u2011b@yopmail.example"), stored("lou@société.example")
    assert repair_addresses() == Repaired(2, 0)
    hyphen.refresh_from_db()
    assert hyphen.email == "a-b@yopmail.example"
    assert "a-b@yopmail.example" in hyphen.search
    line = entries_about(hyphen.about).get(verb="address-repaired")
    assert line.changes == {"email": ["a\u2011b@yopmail.example", "a-b@yopmail.example"]}
    assert not entries_about(domain.about).filter(verb="address-repaired").exists()
    deliver_messages()
    assert sorted(relay.recipients) == ["a-b@yopmail.example", "lou@xn--socit-esab.example"]


def test_what_would_be_a_guess_is_shown_to_its_client(relay: Script) -> None:
    row = stored("hélène@yopmail.example")
    said = StringIO()
    call_command("repair_addresses", stdout=said)
    assert "0 adresse(s) en ordre, 1 à corriger" in said.getvalue()
    deliver_messages()
    row.refresh_from_db()
    assert (row.email, row.status) == ("hélène@yopmail.example", DotationStatus.EMAIL_ERROR)
    message = OutgoingMessage.objects.get()
    assert (message.state, message.cause) == (MessageState.FAILED, Cause.UNWRITABLE)
    assert relay.recipients == []


def test_a_second_time_changes_nothing_and_what_is_over_is_left() -> None:
    stored("a\u2011b@yopmail.example")
    over = DotationFactory.create(email="é@x.example", status=DotationStatus.EXPIRED)
    repair_addresses()
    lines = JournalEntry.objects.count()
    assert repair_addresses() == Repaired(0, 0)
    assert JournalEntry.objects.count() == lines
    over.refresh_from_db()
    assert over.email == "é@x.example"
