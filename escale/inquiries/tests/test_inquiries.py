from uuid import uuid4

import pytest

from escale.clients.models import Member
from escale.inquiries.actions.answer_inquiry import answer_inquiry
from escale.inquiries.actions.send_inquiry import MOST_AN_HOUR, NewInquiry, send_inquiry
from escale.inquiries.errors import TooManyInquiries
from escale.inquiries.models import Answer, Inquiry, Subject
from escale.inquiries.queries import inquiries_to_answer, unanswered_count
from escale.journal.actor import SYSTEM
from escale.mailing.message import build_email
from escale.mailing.models import OutgoingMessage
from escale.orders.models import IssuerSettings


def written(body: str = "Bonjour,\n<b>où</b> en est ma commande ?") -> NewInquiry:
    return NewInquiry(uuid4(), Subject.ORDER, "moi@yopmail.example", body)


def send(member: Member, new: NewInquiry) -> Inquiry:
    return send_inquiry(actor=member.actor, client=member.client, new=new)


def test_a_message_is_kept_acknowledged_and_told_to_staff(alice: Member) -> None:
    IssuerSettings.objects.create(pk=1, contact_email="emetteur@yopmail.example")
    inquiry = send(alice, written())
    assert unanswered_count() == 1
    recipients = OutgoingMessage.objects.order_by("id").values_list("recipient", flat=True)
    assert list(recipients) == ["moi@yopmail.example", "emetteur@yopmail.example"]
    for message in OutgoingMessage.objects.all():
        email = build_email(message)
        assert str(inquiry.pk) in str(email.subject) + str(email.body)
        html = str(email.alternatives[0][0])
        assert "<b>où</b>" not in html
        assert "&lt;b&gt;où" in html


def test_the_same_form_twice_is_one_message(alice: Member) -> None:
    new = written()
    assert send(alice, new) == send(alice, new)
    assert OutgoingMessage.objects.count() == 1


def test_too_many_in_an_hour(alice: Member, charlie: Member) -> None:
    for _ in range(MOST_AN_HOUR):
        send(alice, written())
    with pytest.raises(TooManyInquiries):
        send(alice, written())
    send(charlie, written())


def test_an_answer_leaves_once_and_stays(alice: Member) -> None:
    older, newer = send(alice, written()), send(alice, written())
    form_id = uuid4()
    for _ in range(2):
        answer_inquiry(actor=SYSTEM, inquiry_id=newer.pk, body="En production.", form_id=form_id)
    assert Answer.objects.count() == 1
    message = OutgoingMessage.objects.latest("id")
    assert message.template == "inquiries/emails/answered"
    assert "En production." in str(build_email(message).body)
    assert list(inquiries_to_answer()) == [older, newer]
