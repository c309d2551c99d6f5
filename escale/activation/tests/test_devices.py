"""The third step: one telephone at a time, six digits, three failures."""

import pytest

from escale.activation.actions.configure_device import ConfiguredDevice, configure_device
from escale.activation.actions.confirm_code import confirm_code
from escale.activation.actions.forget_device import forget_device
from escale.activation.actions.send_code import send_code
from escale.activation.actions.unlock_device import unlock_device
from escale.activation.device_token import token_hash
from escale.activation.errors import (
    CodeDead,
    DeviceLocked,
    NumberTaken,
    SecretRefused,
    SecretWrong,
)
from escale.activation.models import Beneficiary, Device, PhoneCode
from escale.activation.queries import device_with
from escale.activation.secret_code import check_secret_code
from escale.activation.tests.factories import SECRET, BeneficiaryFactory, holding
from escale.dotations.models import Dotation
from escale.dotations.states import DotationStatus
from escale.kernel.tokens import sign_digits
from escale.mailing.models import OutgoingMessage
from escale.mailing.rendering import render_message
from escale.orders.models import Order
from escale.orders.states import OrderStatus
from escale.sms.rendering import CODE_PURPOSE

pytestmark = pytest.mark.django_db
WRONG = "190427"


@pytest.fixture
def account() -> Beneficiary:
    account = BeneficiaryFactory.create(with_password=True)
    holding(account)
    return account


def confirm_number(account: Beneficiary) -> int:
    PhoneCode.objects.filter(beneficiary=account).delete()
    code = send_code(beneficiary_id=account.pk)
    digits = sign_digits(CODE_PURPOSE, code.payload)
    return confirm_code(beneficiary_id=account.pk, typed=digits).pk


def configure(account: Beneficiary) -> ConfiguredDevice:
    return configure_with(account, confirm_number(account))


def configure_with(account: Beneficiary, code_id: int) -> ConfiguredDevice:
    return configure_device(beneficiary_id=account.pk, code_id=code_id, secret_code=SECRET)


def test_what_waited_is_activated_and_the_order_closed(account: Beneficiary) -> None:
    Order.objects.update(status=OrderStatus.EMAILS_SENT)
    assert configure(account).activated == 1
    assert Dotation.objects.get().status == DotationStatus.ACTIVATED
    assert Order.objects.get().status == OrderStatus.CLOSED
    account.refresh_from_db()
    assert account.phone == "+33609679607"
    assert account.is_configured


def test_what_was_activated_is_told_once(account: Beneficiary) -> None:
    configure(account)
    mail = OutgoingMessage.objects.get(template="activation/emails/activated")
    assert mail.recipient == account.email
    rendered = render_message(mail)
    dotation = Dotation.objects.get()
    for part in (rendered.text, rendered.html):
        assert dotation.client.name in part
        assert "acceptent les" in part
    assert rendered.subject == "Votre dotation de 150\u00a0€ est activée"
    confirm_number(account)


def test_the_telephone_is_recognised_by_what_only_it_holds(account: Beneficiary) -> None:
    configured = configure(account)
    assert device_with(token_hash(configured.token)) == configured.device
    device = Device.objects.get()
    assert configured.token not in (device.token_hash, device.secret_code)
    assert SECRET not in device.secret_code


def test_without_a_confirmed_number_nothing_is_configured(account: Beneficiary) -> None:
    code = send_code(beneficiary_id=account.pk)
    with pytest.raises(CodeDead):
        configure_with(account, code.pk)


def test_a_confirmed_code_configures_one_device(account: Beneficiary) -> None:
    code_id = confirm_number(account)
    configure_with(account, code_id)
    with pytest.raises(CodeDead):
        configure_with(account, code_id)


def test_another_telephone_takes_the_place_of_the_first(account: Beneficiary) -> None:
    first = configure(account)
    configure(account)
    assert device_with(token_hash(first.token)) is None
    with pytest.raises(DeviceLocked):
        unlock_device(device_id=first.device.pk, secret_code=SECRET)
    notice = OutgoingMessage.objects.get(template="activation/emails/device_changed")
    assert notice.recipient == account.email


def test_a_number_taken_meanwhile_is_refused(account: Beneficiary) -> None:
    code_id = confirm_number(account)
    BeneficiaryFactory.create(configured=True)
    with pytest.raises(NumberTaken):
        configure_with(account, code_id)


def test_three_wrong_secrets_lock_for_good(account: Beneficiary) -> None:
    device = configure(account).device
    for _ in range(2):
        with pytest.raises(SecretWrong):
            unlock_device(device_id=device.pk, secret_code=WRONG)
    with pytest.raises(DeviceLocked):
        unlock_device(device_id=device.pk, secret_code=WRONG)
    with pytest.raises(DeviceLocked):
        unlock_device(device_id=device.pk, secret_code=SECRET)


def test_the_right_secret_forgets_the_failures(account: Beneficiary) -> None:
    device = configure(account).device
    for _ in range(4):
        with pytest.raises(SecretWrong):
            unlock_device(device_id=device.pk, secret_code=WRONG)
        unlock_device(device_id=device.pk, secret_code=SECRET)


def test_opening_activates_what_was_added_meanwhile(account: Beneficiary) -> None:
    device = configure(account).device
    added = holding(account)
    unlock_device(device_id=device.pk, secret_code=SECRET)
    added.refresh_from_db()
    assert added.status == DotationStatus.ACTIVATED


def test_a_forgotten_device_opens_nothing(account: Beneficiary) -> None:
    configured = configure(account)
    forget_device(device_id=configured.device.pk)
    assert device_with(token_hash(configured.token)) is None


@pytest.mark.parametrize("typed", ["12345", "1234567", "abcdef", "١٢٣٤٥٦", "123456", "654321"])
def test_secrets_that_are_refused(typed: str) -> None:
    with pytest.raises(SecretRefused):
        check_secret_code(typed)


@pytest.mark.parametrize("typed", ["000000", "121212", "123123", "890123"])
def test_secrets_that_are_guessed(typed: str) -> None:
    with pytest.raises(SecretRefused):
        check_secret_code(typed)
