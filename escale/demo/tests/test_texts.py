"""SMS in the demonstration: kept in the mailbox, and reported on as an operator would."""

import pytest
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from escale.demo.models import CaughtMail
from escale.demo.tests.factories import CaughtMailFactory, CaughtTextFactory
from escale.sms.actions.deliver_texts import deliver_texts
from escale.sms.causes import Cause
from escale.sms.models import OutgoingText
from escale.sms.report_address import report_url
from escale.sms.states import TextState
from escale.sms.tests.factories import OutgoingTextFactory

pytestmark = pytest.mark.django_db
# Any text of the portal: what it says does not count here.
TEMPLATE = "dotations/emails/address_replaced/subject"


def sent_to(phone: str) -> OutgoingText:
    text = OutgoingTextFactory.create(phone=phone, template=TEMPLATE)
    deliver_texts()
    text.refresh_from_db()
    return text


def report_on(text: OutgoingText) -> None:
    """The job that the gateway left for later."""
    app.perform_import_paths()  # type: ignore[no-untyped-call]
    job = ProcrastinateJob.objects.filter(task_name="report_text").latest("id")
    assert job.scheduled_at is not None
    assert job.args["report_url"] == report_url(text)
    app.tasks["report_text"].func(**job.args)
    text.refresh_from_db()


def page_of(client: Client, **query: str) -> str:
    return client.get(reverse("demo:mailbox"), query).content.decode()


def test_text_is_kept_then_delivered() -> None:
    text = sent_to("+33676028937")
    assert (text.state, text.cause) == (TextState.SENT, "")
    kept = CaughtMail.objects.get()
    assert (kept.recipient, kept.envelope_from, kept.refusal) == ("+33676028937", "Escale", "")
    report_on(text)
    assert text.state == TextState.DELIVERED


def test_unknown_number_is_refused() -> None:
    text = sent_to("+33676028999")
    assert (text.state, text.cause, text.segments) == (TextState.FAILED, Cause.UNKNOWN_NUMBER, 0)
    assert CaughtMail.objects.get().refusal == "Numéro inconnu ou non attribué"


def test_unreachable_phone_is_told_later() -> None:
    text = sent_to("+33676028998")
    assert text.state == TextState.SENT
    report_on(text)
    assert (text.state, text.cause) == (TextState.FAILED, Cause.UNREACHABLE)
    assert CaughtMail.objects.get().refusal == "Téléphone injoignable"


def test_report_to_a_forged_address_changes_nothing() -> None:
    app.perform_import_paths()  # type: ignore[no-untyped-call]
    text = sent_to("+33676028937")
    app.tasks["report_text"].func(report_url="http://localhost/sms/avis/x/", is_lost=True)
    text.refresh_from_db()
    assert text.state == TextState.SENT


def test_texts_and_mails_are_one_list(client: Client) -> None:
    CaughtMailFactory.create()
    CaughtTextFactory.create(phone="+33676028937")
    CaughtMailFactory.create()
    page = page_of(client)
    assert page.count('id="message-') == 3
    assert page.count("mail__kind") == 1
    assert "06 76 02 89 37" in page
    assert "Votre code Escale : 123456" in page


@pytest.mark.parametrize("term", ["06 76 02", "0676028937", "+33676028937", "8937", "123456"])
def test_search_by_number_and_text(client: Client, term: str) -> None:
    CaughtTextFactory.create(phone="+33676028937")
    CaughtTextFactory.create(phone="+33611111111", text="Bonjour")
    page = page_of(client, q=term)
    assert "06 76 02 89 37" in page
    assert "06 11 11 11 11" not in page


def test_text_is_shown_as_on_a_phone(client: Client) -> None:
    text = CaughtTextFactory.create(
        phone="+33676028937", text="Code <b>123456</b>\nhttps://escale.example/a/"
    )
    page = client.get(reverse("demo:mail", args=[text.pk])).content.decode()
    assert "<h1>SMS au 06 76 02 89 37</h1>" in page
    assert "Code &lt;b&gt;123456&lt;/b&gt;<br>" in page
    assert '<a href="https://escale.example/a/"' in page
    assert "<iframe" not in page
    assert client.get(reverse("demo:mail_html", args=[text.pk])).status_code == 404


def test_refused_text_says_why(client: Client) -> None:
    text = CaughtTextFactory.create(refused=True)
    for page in (page_of(client), client.get(reverse("demo:mail", args=[text.pk])).text):
        assert "Numéro inconnu ou non attribué" in page


def test_mails_and_texts_are_thrown_away_together(client: Client) -> None:
    CaughtMailFactory.create()
    CaughtTextFactory.create()
    response = client.post(reverse("demo:empty"), follow=True)
    assert "2 messages supprimés" in response.content.decode()
    assert not CaughtMail.objects.exists()
