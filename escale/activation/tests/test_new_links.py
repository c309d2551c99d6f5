"""« Recevoir un nouveau lien »: the next step, to the registered address, every ten minutes."""

from datetime import timedelta

import pytest
from django.db.models import F

from escale.activation.actions.send_new_link import send_new_link
from escale.activation.actions.send_way_back import send_way_back
from escale.activation.queries import token_for_code
from escale.activation.tests.factories import BeneficiaryFactory, holding
from escale.dotations.links import typed_key
from escale.dotations.models import Dotation
from escale.dotations.states import DotationStatus
from escale.dotations.tests.factories import DotationFactory
from escale.journal.actor import Door
from escale.journal.models import JournalEntry
from escale.kernel import clock
from escale.mailing.models import OutgoingMessage
from escale.mailing.tests.factories import OutgoingMessageFactory

pytestmark = pytest.mark.django_db
AN_HOUR = timedelta(hours=1)


def invited(**fields: object) -> Dotation:
    """A dotation whose activation mail left an hour ago."""
    row = DotationFactory.create(**fields)
    row.last_message = OutgoingMessageFactory.create(about=row.about, client_id=row.client_id)
    row.save()
    age_messages()
    return row


def age_messages() -> None:
    OutgoingMessage.objects.update(created_at=F("created_at") - AN_HOUR)


def newest() -> OutgoingMessage:
    return OutgoingMessage.objects.latest("pk")


def test_the_activation_again_to_the_address_on_file() -> None:
    row = invited()
    assert send_new_link(dotation_id=row.pk)
    assert (newest().template, newest().recipient) == ("dotations/emails/activation", row.email)
    assert JournalEntry.objects.get().door == Door.BENEFICIARY
    assert not send_new_link(dotation_id=row.pk)


def test_cest_parti_again_while_the_password_is_missing() -> None:
    account = BeneficiaryFactory.create(pending_email="faute@yopmail.example")
    row = holding(account)
    assert send_new_link(dotation_id=row.pk)
    assert (newest().template, newest().recipient) == ("activation/emails/welcome", account.email)
    assert not send_new_link(dotation_id=row.pk)


def test_a_new_password_once_there_is_one() -> None:
    account = BeneficiaryFactory.create(configured=True)
    assert send_way_back(email=account.email.upper()) == 1
    assert newest().template == "activation/emails/recovery"
    assert send_way_back(email=account.email) == 0


def test_all_that_waits_at_an_address() -> None:
    for _ in range(2):
        invited(email="louise@yopmail.example")
    assert send_way_back(email="Louise@yopmail.example") == 2


@pytest.mark.parametrize("status", [DotationStatus.ACTIVATED, DotationStatus.CANCELLED])
def test_nothing_for_what_is_closed(status: DotationStatus) -> None:
    row = invited()
    Dotation.objects.update(status=status, activated_at=clock.now())
    assert not send_new_link(dotation_id=row.pk)
    assert send_way_back(email=row.email) == 0


def test_an_unknown_address_gets_nothing() -> None:
    assert send_way_back(email="personne@yopmail.example") == 0
    assert not OutgoingMessage.objects.exists()


class TestTypedCode:
    def test_stands_for_the_link_at_its_address_alone(self) -> None:
        row = invited(email="louise@yopmail.example")
        code = typed_key(row).written()
        assert token_for_code(email="Louise@yopmail.example", typed=code.lower()) is not None
        assert token_for_code(email="autre@yopmail.example", typed=code) is None
        assert token_for_code(email="louise@yopmail.example", typed="7KQ3M-9D2XA") is None

    def test_reads_letters_as_people_write_them(self) -> None:
        row = invited()
        code = typed_key(row).written().replace("0", "o").replace("1", "l").replace("-", " ")
        assert token_for_code(email=row.email, typed=code) is not None

    def test_dies_with_the_address(self) -> None:
        row = invited()
        code = typed_key(row).written()
        Dotation.objects.update(link_generation=1)
        assert token_for_code(email=row.email, typed=code) is None
