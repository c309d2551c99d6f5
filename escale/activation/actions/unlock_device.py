from django.contrib.auth.hashers import check_password
from django.db import transaction

from escale.activation.actions.activate_holdings import activate_holdings
from escale.activation.errors import ActivationStepRefused, DeviceLocked, SecretWrong
from escale.activation.limits import SECRET_FAILURES
from escale.activation.models import Device


def unlock_device(*, device_id: int, secret_code: str) -> Device:
    """Opens the application of a telephone. Raises SecretWrong, then DeviceLocked for good.

    What was added to the account meanwhile is « activé ».
    """
    with transaction.atomic():
        outcome = _judge(device_id, secret_code)
    if isinstance(outcome, ActivationStepRefused):
        raise outcome
    activate_holdings(beneficiary=outcome.beneficiary)
    return outcome


def _judge(device_id: int, secret_code: str) -> Device | ActivationStepRefused:
    """Failures are written, so nothing is raised here: it would undo them."""
    device = (
        Device.objects.select_for_update(of=("self",))
        .select_related("beneficiary")
        .get(pk=device_id)
    )
    if device.revoked_at is not None or device.failures >= SECRET_FAILURES:
        return DeviceLocked()
    is_right = check_password(secret_code, device.secret_code)
    device.failures = 0 if is_right else device.failures + 1
    device.save(update_fields=["failures"])
    if is_right:
        return device
    left = SECRET_FAILURES - device.failures
    return SecretWrong(left) if left else DeviceLocked()
