"""Every e-mail to a member who chose English, whoever caused it: no French but in what is data."""

from uuid import uuid4

import pytest
from django.utils.translation import override

from escale.accounts.actions.tell_factor_change import tell_factor_change
from escale.accounts.emails import send_password_changed
from escale.clients.actions.send_password_link import send_password_link
from escale.clients.emails import send_administrator_added
from escale.clients.models import Member, Role
from escale.clients.queries import addresses_for_orders
from escale.inquiries.actions.answer_inquiry import answer_inquiry
from escale.inquiries.actions.send_inquiry import NewInquiry, send_inquiry
from escale.inquiries.models import Subject
from escale.journal.actor import SYSTEM
from escale.kernel import clock
from escale.kernel.languages import ENGLISH, FRENCH
from escale.mailing.models import OutgoingMessage
from escale.mailing.rendering import render_message
from escale.orders.emails import (
    send_dotations_cancelled,
    send_order_placed,
    send_payment_due,
    send_payment_received,
)
from escale.orders.models import Cancellation
from escale.orders.tests.factories import OrderFactory
from escale.reminders.emails import send_digest_mail, send_titles_end
from escale.reminders.news import News
from tests.sweeps.test_pages_in_english import ON_PURPOSE
from translations.leftovers import looks_french, shown_words


@pytest.fixture
def reader(bob: Member) -> Member:
    bob.user.language, bob.user.email = ENGLISH, "bob@yopmail.example"
    bob.user.save()
    bob.role, bob.receives_order_mails = Role.ADMINISTRATOR, True
    bob.save()
    return bob


def cause_every_mail(reader: Member, colleague: Member) -> None:
    """About their access, their client's orders and days, and what they asked the issuer."""
    send_password_changed(reader.user)
    tell_factor_change(actor=SYSTEM, user=reader.user, verb="factor-removed", kind="webauthn")
    send_password_link(identifier=reader.user.identifier)
    send_administrator_added(colleague, by="Bea")
    send_digest_mail(reader, News(1, 2, 3, 1), since=clock.now())
    send_titles_end(reader, number=2, last_day=clock.today())
    order = OrderFactory.create(client=reader.client)
    send_order_placed(order)
    send_payment_received(order)
    send_payment_due(order, last_day=clock.today())
    send_dotations_cancelled(order, Cancellation(order=order, reason="Double", dotations=2))
    asked = NewInquiry(uuid4(), Subject.ORDER, reader.address, "Hello", language=ENGLISH)
    inquiry = send_inquiry(actor=reader.actor, client=reader.client, new=asked)
    answer_inquiry(actor=SYSTEM, inquiry_id=inquiry.pk, body="Hello", form_id=uuid4())


def french_in(message: OutgoingMessage) -> list[str]:
    written = render_message(message)
    assert '<html lang="en-gb"' in written.html
    words = [written.subject, *written.text.splitlines(), *shown_words(written.html)]
    return [said for said in words if looks_french(ON_PURPOSE.sub("", said))]


def test_members_read_theirs_in_the_language_they_chose(reader: Member, alice: Member) -> None:
    with override(FRENCH):
        cause_every_mail(reader, alice)
    mails = OutgoingMessage.objects.filter(recipient=reader.address)
    assert mails.count() == 12
    assert {mail.template: found for mail in mails if (found := french_in(mail))} == {}


def test_others_read_theirs_in_french_whoever_causes_them(alice: Member, bob: Member) -> None:
    alice.client.email = "cse@yopmail.example"
    alice.client.save()
    bob.user.email = "bob@yopmail.example"
    bob.user.save()
    with override(ENGLISH):
        send_password_changed(bob.user)
        send_order_placed(OrderFactory.create(client=alice.client))
    changed, placed = OutgoingMessage.objects.order_by("id")
    assert render_message(changed).subject == "Votre mot de passe a changé"
    assert '<html lang="fr"' in render_message(changed).html
    assert "€" in placed.context["total"]
    assert "," in placed.context["total"]


def test_the_organisation_s_own_address_reads_as_who_signs_in_with_it(alice: Member) -> None:
    alice.client.email = "cse@yopmail.example"
    alice.user.language = ENGLISH
    alice.user.save()
    alice.client.save()
    assert addresses_for_orders(alice.client) == [("cse@yopmail.example", ENGLISH)]
