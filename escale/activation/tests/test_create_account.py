import pytest

from escale.activation.actions.create_account import NewAccount, create_account
from escale.activation.errors import AccountExists, AddressShared, LinkDead
from escale.activation.models import Beneficiary, Holding
from escale.activation.tests.factories import BeneficiaryFactory
from escale.dotations.links import ActivationClaim
from escale.dotations.models import Dotation
from escale.dotations.states import DotationStatus
from escale.dotations.tests.factories import DotationFactory
from escale.journal.models import JournalEntry
from escale.kernel import clock
from escale.mailing.models import OutgoingMessage
from escale.mailing.states import MessageState
from escale.mailing.tests.factories import OutgoingMessageFactory

pytestmark = pytest.mark.django_db


def claim_of(row: Dotation) -> ActivationClaim:
    return ActivationClaim(row.pk, row.link_generation, clock.now())


def create(row: Dotation, email: str | None = None) -> Beneficiary:
    return create_account(claim=claim_of(row), new=NewAccount(email or row.email))


def test_the_link_is_spent_and_the_next_mail_leaves() -> None:
    row = DotationFactory.create()
    account = create(row)
    row.refresh_from_db()
    assert row.has_account
    assert row.status == DotationStatus.AWAITING_ACTIVATION
    assert Holding.objects.get().beneficiary == account
    message = OutgoingMessage.objects.get()
    assert (message.template, message.recipient) == ("activation/emails/welcome", row.email)
    assert JournalEntry.objects.get(about=row.about).verb == "account-created"
    with pytest.raises(LinkDead):
        create(row)


def test_an_activation_mail_that_waits_does_not_leave_any_more() -> None:
    row = DotationFactory.create()
    waiting = OutgoingMessageFactory.create(about=row.about)
    create(row)
    waiting.refresh_from_db()
    assert waiting.state == MessageState.CANCELLED


def test_a_link_that_works_in_spite_of_a_failed_mail_ends_the_error() -> None:
    row = DotationFactory.create(in_error=True)
    create(row)
    row.refresh_from_db()
    assert row.status == DotationStatus.AWAITING_ACTIVATION


def test_another_address_is_not_believed_before_its_own_mail_is_followed() -> None:
    row = DotationFactory.create(email="ancienne@yopmail.example")
    account = create(row, email="nouvelle@yopmail.example")
    assert account.email == "ancienne@yopmail.example"
    assert account.pending_email == "nouvelle@yopmail.example"
    assert OutgoingMessage.objects.get().recipient == "nouvelle@yopmail.example"
    row.refresh_from_db()
    assert row.email == "ancienne@yopmail.example"


def test_an_address_that_is_an_account_asks_for_its_password() -> None:
    row = DotationFactory.create(email="Louise@yopmail.example")
    BeneficiaryFactory.create(email="louise@yopmail.example", with_password=True)
    with pytest.raises(AccountExists):
        create(row)
    row.refresh_from_db()
    assert not row.has_account


def test_a_second_dotation_before_the_password_joins_the_same_account() -> None:
    first = DotationFactory.create(email="louise@yopmail.example")
    second = DotationFactory.create(email="louise@yopmail.example")
    assert create(first) == create(second)
    assert Beneficiary.objects.count() == 1


def test_an_account_begun_by_somebody_else_is_not_shared() -> None:
    create(DotationFactory.create(email="foyer@yopmail.example", first_name="Anne"))
    with pytest.raises(AddressShared):
        create(DotationFactory.create(email="foyer@yopmail.example", first_name="Marc"))


@pytest.mark.parametrize(
    "fields",
    [{"link_generation": 1}, {"status": DotationStatus.CANCELLED}, {"status": "expired"}],
)
def test_a_dead_link_creates_nothing(fields: dict[str, object]) -> None:
    row = DotationFactory.create()
    claim = claim_of(row)
    Dotation.objects.update(**fields)
    with pytest.raises(LinkDead):
        create_account(claim=claim, new=NewAccount(row.email))
    assert not Beneficiary.objects.exists()
