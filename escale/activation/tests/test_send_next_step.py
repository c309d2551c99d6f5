"""« Mot de passe oublié »: its own mails alone count, once in ten minutes."""

import pytest

from escale.activation.actions.send_next_step import send_next_step
from escale.activation.emails import RECOVERY, WELCOME, send_activated, send_welcome
from escale.activation.links import Use
from escale.activation.tests.factories import BeneficiaryFactory, holding
from escale.mailing.models import OutgoingMessage

pytestmark = pytest.mark.django_db


def test_a_mail_whose_link_is_spent_holds_back_no_new_password() -> None:
    account = BeneficiaryFactory.create(with_password=True)
    held = holding(account)
    send_welcome(account, held, use=Use.WELCOME)
    send_activated(account, [held])
    assert send_next_step(beneficiary_id=account.pk)
    assert not send_next_step(beneficiary_id=account.pk)
    assert OutgoingMessage.objects.filter(template=RECOVERY).count() == 1


def test_who_has_no_password_yet_gets_the_first_mail_again_and_not_twice() -> None:
    account = BeneficiaryFactory.create()
    holding(account)
    assert send_next_step(beneficiary_id=account.pk)
    assert not send_next_step(beneficiary_id=account.pk)
    assert OutgoingMessage.objects.filter(template=WELCOME).count() == 1
