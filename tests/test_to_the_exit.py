"""Whatever address or mobile a channel accepts, what is written to it leaves and comes back."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from pytest_django import Settings

from escale.bounces.actions.record_bounce import record_bounce
from escale.bounces.tests.made import report
from escale.clients.actions.invite_member import invite_member
from escale.clients.models import Member, Role
from escale.dotations.actions.correct_contact import correct_contact
from escale.dotations.contact import Contact
from escale.dotations.tests.factories import DotationFactory
from escale.dotations.texts import send_announcement
from escale.exchange.cells import clean_email
from escale.kernel.emails import EmailRefused, ascii_address, same_address
from escale.kernel.errors import DomainError
from escale.mailing.actions.deliver_messages import deliver_messages
from escale.mailing.message import build_email
from escale.mailing.models import OutgoingMessage
from escale.mailing.return_address import return_address
from escale.mailing.states import MessageState
from escale.mailing.tests.smtp_server import Script, smtp_server
from escale.sms.actions.deliver_texts import deliver_texts
from escale.sms.report_address import text_id_of
from escale.sms.tests.brevo_server import brevo_server, use_brevo

MOBILES = [
    "06 76 02 89 37",
    "０６７６０２８９３７",
    "＋３３ (0)6 76 02 89 37",
    "٠٦٧٦٠٢٨٩٣٧",
    "06\u201176\u201102\u201189\u201137",
    "0692 12 34 56",
]
pytestmark = pytest.mark.django_db(transaction=True)
ACCEPTED = [
    "lou@société.example",
    "Lou@SOCIÉTÉ.example",
    "l@e\u0301cole.example",
    "lou@straße.example",
    "lou@xn--socit-esab.example",
    "ｌｏｕ＠ｙｏｐｍａｉｌ．ｅｘａｍｐｌｅ",
    "jean\u2011luc@yopmail.example",
    "jean@yop\u2010mail.example",
    "o'lou+x_y%z@yopmail.example",
]
REFUSED = [
    "hélène@yopmail.example",
    "l\u043eu@yopmail.example",
    "lou@yopm\u0430il.example",
    "李@x.fr",
]
Channel = Callable[[Member, str], object]


def in_the_row(member: Member, typed: str) -> object:
    row = DotationFactory.create(order__client=member.client)
    contact = Contact.parsed(email=typed, phone="0609679607")
    return correct_contact(actor=member.actor, dotation_id=row.pk, contact=contact)


def by_invitation(member: Member, typed: str) -> object:
    return invite_member(actor=member.actor, client=member.client, email=typed, role=Role.READER)


def in_a_file(member: Member, typed: str) -> object:
    row = DotationFactory.create(order__client=member.client)
    contact = Contact(clean_email(typed), row.phone)
    return correct_contact(actor=member.actor, dotation_id=row.pk, contact=contact)


CHANNELS: dict[str, Channel] = {"row": in_the_row, "invitation": by_invitation, "file": in_a_file}


@pytest.fixture
def relay(settings: Settings) -> Iterator[Script]:
    with smtp_server() as (script, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        yield script


@pytest.mark.parametrize("typed", ACCEPTED)
@pytest.mark.parametrize("channel", CHANNELS.values(), ids=CHANNELS)
def test_what_is_accepted_leaves_and_comes_back(
    alice: Member, relay: Script, channel: Channel, typed: str
) -> None:
    channel(alice, typed)
    deliver_messages()
    message = OutgoingMessage.objects.get()
    assert message.state == MessageState.SENT
    assert relay.recipients == [message.recipient]
    assert message.recipient.isascii()
    assert same_address(message.recipient, ascii_address(clean_email(typed)))
    # The same through whichever other back-end.
    assert build_email(message).to == [message.recipient]
    record_bounce(content=report(message.recipient), returned_to=return_address(message))
    message.refresh_from_db()
    assert message.state == MessageState.FAILED


@pytest.mark.parametrize("typed", REFUSED)
@pytest.mark.parametrize("channel", CHANNELS.values(), ids=CHANNELS)
def test_what_is_refused_promises_nothing(alice: Member, channel: Channel, typed: str) -> None:
    with pytest.raises(DomainError) as refused:
        channel(alice, typed)
    assert not isinstance(refused.value, EmailRefused) or str(refused.value).strip()
    assert not OutgoingMessage.objects.exists()


@pytest.mark.parametrize("typed", MOBILES)
def test_a_mobile_that_is_accepted_is_dialled(
    alice: Member, settings: Settings, typed: str
) -> None:
    row = DotationFactory.create(order__client=alice.client)
    contact = Contact.parsed(email=row.email, phone=typed)
    correct_contact(actor=alice.actor, dotation_id=row.pk, contact=contact)
    row.refresh_from_db()
    text = send_announcement(row)
    with brevo_server() as (script, address):
        use_brevo(settings, address)
        assert deliver_texts().sent == 1
    (asked,) = script.requests
    assert re.fullmatch("(33|262)[67][0-9]{8}", asked["recipient"])
    assert text_id_of(urlsplit(asked["webUrl"]).path.split("/")[-2]) == text.pk
