import pytest

from escale.activation.actions.choose_password import choose_password
from escale.activation.errors import AddressTaken, LinkDead, PasswordTooWeak
from escale.activation.limits import RECOVERY_LIFETIME
from escale.activation.links import AccountClaim, Use
from escale.activation.models import Beneficiary
from escale.activation.tests.factories import PASSWORD, BeneficiaryFactory, holding
from escale.kernel import clock
from escale.mailing.models import OutgoingMessage

pytestmark = pytest.mark.django_db


def claim_of(account: Beneficiary, use: Use = Use.WELCOME) -> AccountClaim:
    return AccountClaim(account.pk, account.password_generation, use, clock.now())


def test_the_password_is_kept_hashed_and_the_link_spent() -> None:
    account = BeneficiaryFactory.create()
    row = holding(account)
    claim = claim_of(account)
    account = choose_password(claim=claim, password=PASSWORD)
    assert PASSWORD not in account.password
    assert account.has_the_password(PASSWORD)
    row.refresh_from_db()
    assert row.password_chosen_at is not None
    with pytest.raises(LinkDead):
        choose_password(claim=claim, password="une autre phrase de passe")


@pytest.mark.parametrize(
    "password", ["trop court", "123456789012", "iloveyou1234", "is-lef-ferbach"]
)
def test_a_weak_password_is_refused_and_the_link_stays_good(password: str) -> None:
    account = BeneficiaryFactory.create(email="is-lef-ferbach@yopmail.example")
    with pytest.raises(PasswordTooWeak):
        choose_password(claim=claim_of(account), password=password)
    assert choose_password(claim=claim_of(account), password=PASSWORD).has_password


def test_following_its_mail_confirms_the_address_typed_first() -> None:
    account = BeneficiaryFactory.create(
        email="ancienne@yopmail.example", pending_email="nouvelle@yopmail.example"
    )
    row = holding(account)
    account = choose_password(claim=claim_of(account, Use.CONFIRM), password=PASSWORD)
    row.refresh_from_db()
    assert account.email == row.email == "nouvelle@yopmail.example"
    assert account.pending_email == ""
    assert "nouvelle" in row.search
    assert row.link_generation == 1
    notice = OutgoingMessage.objects.get()
    assert notice.recipient == "ancienne@yopmail.example"
    assert notice.context == {}


def test_the_mail_to_the_address_on_file_keeps_that_address() -> None:
    account = BeneficiaryFactory.create(pending_email="faute@yopmail.example")
    account = choose_password(claim=claim_of(account, Use.WELCOME), password=PASSWORD)
    assert account.email != "faute@yopmail.example"
    assert account.pending_email == ""


def test_an_address_of_another_account_is_not_taken() -> None:
    BeneficiaryFactory.create(email="prise@yopmail.example", with_password=True)
    account = BeneficiaryFactory.create(pending_email="Prise@yopmail.example")
    with pytest.raises(AddressTaken):
        choose_password(claim=claim_of(account, Use.CONFIRM), password=PASSWORD)


def test_a_way_back_is_short_lived() -> None:
    account = BeneficiaryFactory.create(with_password=True)
    issued_at = clock.database_now() - RECOVERY_LIFETIME
    claim = AccountClaim(account.pk, account.password_generation, Use.RECOVER, issued_at)
    with pytest.raises(LinkDead):
        choose_password(claim=claim, password=PASSWORD)
