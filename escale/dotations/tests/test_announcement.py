"""The SMS that may go with the first activation mail: a term of the issuer's."""

import pytest

from escale.dotations.actions.mark_emails_accepted import mark_emails_accepted
from escale.dotations.models import Dotation
from escale.dotations.states import DotationStatus, PhoneTrouble
from escale.dotations.tests.factories import DotationFactory
from escale.mailing.tests.factories import OutgoingMessageFactory
from escale.orders.models import IssuerSettings
from escale.sms.actions.settle_text import settle_text
from escale.sms.causes import Cause
from escale.sms.gateways.contract import Report
from escale.sms.models import OutgoingText
from escale.sms.rendering import render_text
from escale.sms.states import TextState

pytestmark = pytest.mark.django_db


def accept_first_mail() -> Dotation:
    row = DotationFactory.create(status=DotationStatus.INTEGRATION, invited_at=None)
    row.last_message = OutgoingMessageFactory.create(about=row.about, client_id=row.client_id)
    row.save()
    mark_emails_accepted(messages=[row.last_message])
    mark_emails_accepted(messages=[row.last_message])
    return row


def test_none_unless_the_issuer_wants_it() -> None:
    accept_first_mail()
    assert not OutgoingText.objects.exists()


def test_one_with_the_first_mail_without_a_link() -> None:
    IssuerSettings.objects.create(pk=1, announces_by_text=True)
    row = accept_first_mail()
    text = OutgoingText.objects.get()
    said = render_text(text)
    assert "Site officiel" in said
    assert "http" not in said
    assert row.first_name not in said


def test_a_number_that_takes_none_is_shown_to_the_client() -> None:
    IssuerSettings.objects.create(pk=1, announces_by_text=True)
    row = accept_first_mail()
    text = OutgoingText.objects.get()
    sending = {"state": TextState.SENDING, "lease_until": text.expires_at}
    OutgoingText.objects.update(**sending)
    settle_text(text_id=text.pk, report=Report(TextState.FAILED, Cause.UNKNOWN_NUMBER))
    row.refresh_from_db()
    assert row.phone_trouble == PhoneTrouble.TEXT_FAILED
