"""R48: somebody who has an account gets no second one."""

import pytest

from escale.activation.actions.attach_dotation import attach_dotation
from escale.activation.actions.credit_known_beneficiaries import credit_known_beneficiaries
from escale.activation.errors import LinkDead, WrongPassword
from escale.activation.models import Beneficiary, Holding
from escale.activation.tests.factories import PASSWORD, BeneficiaryFactory
from escale.dotations.links import ActivationClaim
from escale.dotations.models import Dotation
from escale.dotations.states import DotationStatus
from escale.dotations.tests.factories import DotationFactory
from escale.kernel import clock
from escale.mailing.models import OutgoingMessage
from escale.orders.models import Order
from escale.orders.states import OrderStatus
from escale.orders.tests.factories import OrderFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def louise() -> Beneficiary:
    return BeneficiaryFactory.create(email="louise@yopmail.example", configured=True)


def in_integration(**fields: object) -> Dotation:
    return DotationFactory.create(
        **({"status": DotationStatus.INTEGRATION, "invited_at": None} | fields)
    )


def test_credited_at_once_and_told(louise: Beneficiary) -> None:
    row = in_integration(email="Louise@yopmail.example", first_name="Louise")
    assert credit_known_beneficiaries(number=row.order_id) == 1
    row.refresh_from_db()
    assert row.status == DotationStatus.ACTIVATED
    assert Holding.objects.get(dotation=row).beneficiary == louise
    assert OutgoingMessage.objects.get().template == "activation/emails/new_dotation"
    assert credit_known_beneficiaries(number=row.order_id) == 0


def test_an_order_of_known_people_alone_is_finished(louise: Beneficiary) -> None:
    row = in_integration(email=louise.email)
    Order.objects.update(status=OrderStatus.EMAILS_SENT)
    credit_known_beneficiaries(number=row.order_id)
    assert Order.objects.get().status == OrderStatus.CLOSED


@pytest.mark.parametrize(
    "fields",
    [
        {"email": "autre@yopmail.example", "phone": "+33609679607"},
        {"email": "louise@yopmail.example", "last_name": "AUTRE"},
    ],
)
def test_a_phone_or_a_name_alone_is_nobody(louise: Beneficiary, fields: dict[str, str]) -> None:
    row = in_integration(**fields)
    assert credit_known_beneficiaries(number=row.order_id) == 0
    assert not Holding.objects.exists()


def test_an_account_without_its_application_is_not_credited() -> None:
    BeneficiaryFactory.create(email="louise@yopmail.example", with_password=True)
    row = in_integration(email="louise@yopmail.example")
    assert credit_known_beneficiaries(number=row.order_id) == 0


def test_only_what_is_in_integration(louise: Beneficiary) -> None:
    order = OrderFactory.create()
    in_integration(order=order, email=louise.email, status=DotationStatus.PRODUCTION)
    assert credit_known_beneficiaries(number=order.pk) == 0


class TestAttach:
    def attach(self, row: Dotation, password: str = PASSWORD) -> Beneficiary:
        claim = ActivationClaim(row.pk, row.link_generation, clock.now())
        return attach_dotation(claim=claim, password=password)

    def test_the_password_adds_it_to_the_account(self, louise: Beneficiary) -> None:
        row = DotationFactory.create(email=louise.email, last_name="MARIÉE")
        assert self.attach(row) == louise
        row.refresh_from_db()
        assert row.status == DotationStatus.ACTIVATED

    def test_waits_for_the_application_where_there_is_none(self) -> None:
        account = BeneficiaryFactory.create(with_password=True)
        row = DotationFactory.create(email=account.email)
        self.attach(row)
        row.refresh_from_db()
        assert row.status == DotationStatus.AWAITING_ACTIVATION
        assert row.password_chosen_at is not None

    def test_a_wrong_password_adds_nothing(self, louise: Beneficiary) -> None:
        row = DotationFactory.create(email=louise.email)
        with pytest.raises(WrongPassword):
            self.attach(row, "un autre mot de passe")
        assert not Holding.objects.exists()

    def test_a_link_works_once(self, louise: Beneficiary) -> None:
        row = DotationFactory.create(email=louise.email)
        self.attach(row)
        with pytest.raises(LinkDead):
            self.attach(row)
