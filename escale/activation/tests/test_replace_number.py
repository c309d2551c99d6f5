"""The number of a configured application: replaced by the issuer, proved again by its owner."""

import pytest

from escale.activation.actions.replace_number import replace_number
from escale.activation.errors import NotConfigured, NumberTaken
from escale.activation.models import Beneficiary, Device
from escale.activation.queries import number_to_confirm
from escale.activation.tests.factories import BeneficiaryFactory, holding
from escale.dotations.states import DotationStatus
from escale.journal.actor import Actor, Door
from escale.journal.models import JournalEntry
from escale.mailing.models import OutgoingMessage
from escale.mailing.rendering import render_message

pytestmark = pytest.mark.django_db
OPERATOR = Actor("Opérateur", Door.OPERATOR)
NEW = "+33676028937"


@pytest.fixture
def louise() -> Beneficiary:
    louise = BeneficiaryFactory.create(configured=True)
    Device.objects.create(beneficiary=louise, token_hash="a", secret_code="b")
    return louise


def test_the_code_goes_to_the_new_number_and_the_former_telephone_is_out(
    louise: Beneficiary,
) -> None:
    row = holding(louise, activated=True)
    replace_number(actor=OPERATOR, beneficiary_id=louise.pk, phone=NEW)
    louise.refresh_from_db()
    assert number_to_confirm(louise) == NEW
    assert not Device.objects.filter(revoked_at=None).exists()
    row.refresh_from_db()
    assert row.status == DotationStatus.ACTIVATED


def test_it_is_journaled_and_told_by_mail(louise: Beneficiary) -> None:
    replace_number(actor=OPERATOR, beneficiary_id=louise.pk, phone=NEW)
    entry = JournalEntry.objects.get(verb="number-replaced")
    assert (entry.door, entry.changes) == (Door.OPERATOR, {"phone": ["+33609679607", NEW]})
    mail = render_message(OutgoingMessage.objects.get())
    for part in (mail.text, mail.html):
        assert "89 37" in part.replace("\u00a0", " ")
        assert "/application/installer/" in part


def test_a_number_of_somebody_else_is_refused(louise: Beneficiary) -> None:
    BeneficiaryFactory.create(configured=True, phone=NEW)
    with pytest.raises(NumberTaken):
        replace_number(actor=OPERATOR, beneficiary_id=louise.pk, phone=NEW)


def test_an_application_that_is_not_configured_has_no_number() -> None:
    account = BeneficiaryFactory.create(with_password=True)
    with pytest.raises(NotConfigured):
        replace_number(actor=OPERATOR, beneficiary_id=account.pk, phone=NEW)
