from dataclasses import dataclass
from secrets import token_urlsafe

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models.functions import Now

from escale.activation.actions.activate_holdings import activate_holdings
from escale.activation.device_token import token_hash
from escale.activation.emails import send_device_changed
from escale.activation.errors import CodeDead, NumberTaken
from escale.activation.limits import TO_CHOOSE_SECRET
from escale.activation.models import Beneficiary, Device, PhoneCode
from escale.activation.queries import is_taken, lock_beneficiary, number_to_confirm
from escale.activation.secret_code import check_secret_code
from escale.journal.actions.record import record
from escale.kernel import clock


@dataclass(frozen=True, slots=True)
class ConfiguredDevice:
    """`token` is what the telephone keeps; only its hash is here (R46). `activated`: how many."""

    device: Device
    token: str
    activated: int


@transaction.atomic
def configure_device(*, beneficiary_id: int, code_id: int, secret_code: str) -> ConfiguredDevice:
    """Third of the three steps: the application is this telephone's, what waited is « activé ».

    Needs the code that this same visitor confirmed just before: one confirmed in another session
    proves nothing of this one (S6). Another telephone of the same person stops working. Raises
    SecretRefused, CodeDead, NumberTaken.
    """
    beneficiary = lock_beneficiary(beneficiary_id)
    code = _confirmed_code(beneficiary, code_id)
    check_secret_code(secret_code)
    if code is None or code.phone != number_to_confirm(beneficiary):
        raise CodeDead
    if is_taken(code.phone, by_other_than=beneficiary):
        raise NumberTaken
    PhoneCode.objects.filter(pk=code.pk).update(spent_at=Now())
    token = token_urlsafe(32)
    device = _replace_device(beneficiary, token, secret_code)
    activated = activate_holdings(beneficiary=beneficiary)
    beneficiary.phone = code.phone
    beneficiary.configured_at = beneficiary.configured_at or clock.now()
    beneficiary.save(update_fields=["phone", "configured_at"])
    return ConfiguredDevice(device, token, len(activated))


def _confirmed_code(beneficiary: Beneficiary, code_id: int) -> PhoneCode | None:
    return PhoneCode.objects.filter(
        pk=code_id,
        beneficiary=beneficiary,
        spent_at=None,
        confirmed_at__gt=Now() - TO_CHOOSE_SECRET,
    ).first()


def _replace_device(beneficiary: Beneficiary, token: str, secret_code: str) -> Device:
    former = Device.objects.filter(beneficiary=beneficiary, revoked_at=None)
    if former.update(revoked_at=Now()):
        send_device_changed(beneficiary)
    record(actor=beneficiary.actor, verb="application-configured", about=beneficiary.about)
    return Device.objects.create(
        beneficiary=beneficiary,
        token_hash=token_hash(token),
        secret_code=make_password(secret_code),
    )
