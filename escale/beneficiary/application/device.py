"""The application once it is configured: open it, lock it, find a way back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from escale.accounts.attempts import attempt
from escale.activation.actions.ask_new_link import ask_new_link
from escale.activation.actions.forget_device import forget_device
from escale.activation.actions.unlock_device import unlock_device
from escale.activation.errors import ActivationStepRefused
from escale.activation.limits import SECRET_FAILURES
from escale.activation.models import Device
from escale.beneficiary.application import visit
from escale.beneficiary.application.forms import DigitsForm
from escale.beneficiary.forms import AddressForm
from escale.rate_limits.limits import Attempt
from escale.webkit.private import drop, private_page
from escale.webkit.views import too_many_requests


@require_http_methods(["GET", "HEAD", "POST"])
@private_page
def unlock(request: HttpRequest) -> HttpResponse:
    device = visit.device_of(request)
    if device is None:
        return redirect("beneficiary:sign_in")
    form = DigitsForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            unlock_device(device_id=device.pk, secret_code=form.cleaned_data["digits"])
        except ActivationStepRefused as refusal:
            form.add_error("digits", str(refusal))
            device.refresh_from_db()
        else:
            visit.unlock(request, device)
            return redirect("beneficiary:application")
    return render(request, _unlock_page(device), {"form": form, "beneficiary": device.beneficiary})


def _unlock_page(device: Device) -> str:
    page = "locked" if device.failures >= SECRET_FAILURES else "unlock"
    return f"beneficiary/application/{page}.html"


@require_POST
@private_page
def lock(request: HttpRequest) -> HttpResponse:
    visit.lock(request)
    return redirect("beneficiary:unlock")


@require_POST
@private_page
def forget(request: HttpRequest) -> HttpResponse:
    """This telephone is no longer the device; coming back goes through an SMS again."""
    device = visit.device_of(request)
    if device is not None and visit.is_unlocked(request, device):
        forget_device(device_id=device.pk)
    visit.lock(request)
    return drop(redirect("beneficiary:sign_in"), visit.DEVICE)


@require_http_methods(["GET", "HEAD", "POST"])
@private_page
def forgotten(request: HttpRequest) -> HttpResponse:
    """A forgotten password, a locked application: the way back is an e-mail, then an SMS."""
    form = AddressForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "beneficiary/application/forgotten.html", {"form": form})
    email = form.cleaned_data["email"]
    if attempt(request, Attempt.NEW_LINK, about=email) is None:
        return too_many_requests(request)
    ask_new_link(email=email)
    return render(request, "beneficiary/application/forgotten_sent.html")
