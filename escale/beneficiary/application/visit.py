"""Who is in front of the application: signed in on the way to configure it, or on their device.

What the session holds opens nothing by itself: it names an account with the generation of its
password, or a device; both are looked up again each time.
"""

from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse

from escale.activation.device_token import token_hash
from escale.activation.models import Beneficiary, Device, PhoneCode
from escale.activation.queries import beneficiary_with, device_with
from escale.kernel import clock
from escale.webkit.private import keep, kept

DEVICE = "device"
# As long as browsers allow.
DEVICE_SECONDS = 400 * 24 * 3600
SIGNED_IN = "beneficiary"
CONFIRMED = "confirmed_phone_code"
UNLOCKED = "unlocked_device"
SIGN_IN_LASTS = timedelta(minutes=30)
UNLOCK_LASTS = timedelta(minutes=15)


def begin(request: HttpRequest, beneficiary: Beneficiary) -> None:
    """The password was right; the telephone is still to be confirmed."""
    request.session.cycle_key()
    request.session.pop(CONFIRMED, None)
    request.session[SIGNED_IN] = {
        "id": beneficiary.pk,
        "generation": beneficiary.password_generation,
        "at": clock.now().isoformat(),
    }


def signed_in(request: HttpRequest) -> Beneficiary | None:
    said = request.session.get(SIGNED_IN)
    if said is None or _is_over(said["at"], SIGN_IN_LASTS):
        return None
    return beneficiary_with(said["id"], password_generation=said["generation"])


def confirm(request: HttpRequest, code: PhoneCode) -> None:
    """The digits were typed here: this session alone may go on with them."""
    request.session[CONFIRMED] = code.pk


def confirmed_code(request: HttpRequest) -> int | None:
    pk: int | None = request.session.get(CONFIRMED)
    return pk


def device_of(request: HttpRequest) -> Device | None:
    token = kept(request, DEVICE)
    return device_with(token_hash(token)) if token else None


def install(request: HttpRequest, answer: HttpResponse, device: Device, token: str) -> HttpResponse:
    """This browser is the device from now on, and open."""
    request.session.pop(SIGNED_IN, None)
    request.session.pop(CONFIRMED, None)
    unlock(request, device)
    return keep(answer, DEVICE, token, seconds=DEVICE_SECONDS)


def unlock(request: HttpRequest, device: Device) -> None:
    request.session.cycle_key()
    request.session[UNLOCKED] = {"id": device.pk, "at": clock.now().isoformat()}


def lock(request: HttpRequest) -> None:
    request.session.pop(UNLOCKED, None)


def is_unlocked(request: HttpRequest, device: Device) -> bool:
    said = request.session.get(UNLOCKED)
    return said is not None and said["id"] == device.pk and not _is_over(said["at"], UNLOCK_LASTS)


def _is_over(moment: str, lasts: timedelta) -> bool:
    return clock.now() - datetime.fromisoformat(moment) > lasts
