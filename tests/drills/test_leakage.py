"""S7: what opens an account is nowhere in clear, neither in tables nor in logs."""

import logging
import re

import pytest
from django.db import connection
from django.test import Client as Browser

from escale.activation.models import Beneficiary, PhoneCode
from escale.activation.tests.factories import PASSWORD, SECRET
from escale.activation.tests.links import password_path_of, path_of
from escale.dotations.models import Dotation
from escale.dotations.states import DotationStatus
from escale.dotations.tests.factories import DotationFactory
from escale.kernel.tokens import sign_digits
from escale.mailing.models import OutgoingMessage
from escale.mailing.rendering import render_message
from escale.sms.models import OutgoingText
from escale.sms.rendering import CODE_PURPOSE, render_text

pytestmark = [pytest.mark.drill, pytest.mark.django_db]
TOKENS = re.compile(r"/(?:activer|mot-de-passe|ou-en-suis-je)/([^/\s]+)/")
# Django keeps the key of a session itself in clear: whoever reads that table is inside already.
NOT_LOOKED_FOR = {"sessionid"}


def everything_stored() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        rows = []
        for table in tables:
            cursor.execute(f'SELECT kept::text FROM "{table}" AS kept')  # its own names
            rows += [row for (row,) in cursor.fetchall()]
    return "\n".join(rows)


def activate(row: Dotation, browser: Browser) -> set[str]:
    """All three steps; every token, code, password and cookie that was used on the way."""
    used = {PASSWORD, SECRET}
    used.add(path_of(row).split("/")[2])
    browser.get(path_of(row))
    browser.post("/activer/compte/", {"email": row.email, "terms": "on"})
    account = Beneficiary.objects.get()
    used.add(password_path_of(account).split("/")[2])
    browser.get(password_path_of(account))
    browser.post("/mot-de-passe/", {"password": PASSWORD})
    browser.post("/application/connexion/", {"email": row.email, "password": PASSWORD})
    browser.post("/application/telephone/")
    digits = sign_digits(CODE_PURPOSE, PhoneCode.objects.get().payload)
    used.add(digits)
    browser.post("/application/code/", {"digits": digits})
    browser.post("/application/code-secret/", {"digits": SECRET, "again": SECRET})
    cookies = browser.cookies.items()
    return used | {morsel.value for name, morsel in cookies if name not in NOT_LOOKED_FOR} - {""}


def test_nothing_that_opens_an_account_is_kept_or_logged(
    client: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(logging.INFO)
    row = DotationFactory.create(email="louise.secret@yopmail.example")
    used = activate(row, client)
    row.refresh_from_db()
    assert row.status == DotationStatus.ACTIVATED
    # The search sees what is there: a name, and the messages as they would leave.
    stored = everything_stored()
    assert row.email in stored
    assert any(code in render_text(text) for text in OutgoingText.objects.all() for code in used)
    sent = [render_message(message).text for message in OutgoingMessage.objects.all()]
    in_mails = {token for text in sent for token in TOKENS.findall(text)}
    assert in_mails
    used |= in_mails

    assert [secret for secret in used if secret in stored] == []
    assert [secret for secret in used if secret in caplog.text] == []
    for personal in (row.email, row.phone, row.phone[3:], row.last_name):
        assert personal not in caplog.text
