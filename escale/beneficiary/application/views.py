"""Third step: the application, which stands for the store's (R46)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from escale.accounts.attempts import attempt, succeeded
from escale.activation.actions.configure_device import configure_device
from escale.activation.actions.confirm_code import confirm_code
from escale.activation.actions.send_code import send_code
from escale.activation.actions.sign_in import sign_in as check_sign_in
from escale.activation.errors import ActivationStepRefused
from escale.activation.limits import SECRET_FAILURES
from escale.activation.models import Beneficiary, PhoneCode
from escale.activation.queries import (
    held_dotations,
    latest_code,
    living_code,
    number_to_confirm,
)
from escale.beneficiary.application import visit
from escale.beneficiary.application.forms import DigitsForm, SecretForm, SignInForm
from escale.beneficiary.known_devices import attempt_to_sign_in, remember_beneficiary
from escale.dotations.models import Dotation
from escale.dotations.states import DotationStatus
from escale.rate_limits.limits import Attempt
from escale.webkit.live import live_page, version_of
from escale.webkit.private import private_page
from escale.webkit.views import too_many_requests


@require_safe
@private_page
def home(request: HttpRequest) -> HttpResponse:
    """The titles, on the device that is configured and open; else the step that is missing."""
    device = visit.device_of(request)
    if device is None:
        is_on_the_way = visit.signed_in(request) is not None
        return redirect("beneficiary:phone" if is_on_the_way else "beneficiary:sign_in")
    if device.failures >= SECRET_FAILURES or not visit.is_unlocked(request, device):
        return redirect("beneficiary:unlock")
    held = held_dotations(device.beneficiary)
    titles = [dotation for dotation in held if dotation.status == DotationStatus.ACTIVATED]
    context = {"beneficiary": device.beneficiary, "titles": titles} | _to_spend(titles)
    return render(request, "beneficiary/application/home.html", context)


def _to_spend(titles: list[Dotation]) -> dict[str, object]:
    """What may still pay: how many, how much in all, and which ends first."""
    usable = [title for title in titles if not title.order.is_over]
    return {
        "usable": len(usable),
        "total": sum(title.amount for title in usable),
        "next_end": min((title.order.valid_until for title in usable), default=None),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@private_page
def sign_in(request: HttpRequest) -> HttpResponse:
    form = SignInForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        email, password = form.cleaned_data["email"], form.cleaned_data["password"]
        taken = attempt_to_sign_in(request, email)
        if taken is None:
            return too_many_requests(request)
        try:
            beneficiary = check_sign_in(email=email, password=password)
        except ActivationStepRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            taken.give_back()
            visit.begin(request, beneficiary)
            return remember_beneficiary(redirect("beneficiary:phone"), beneficiary)
    return render(request, "beneficiary/application/sign_in.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@private_page
def phone(request: HttpRequest) -> HttpResponse:
    """Shows where the code will go; sends it when asked to (D11)."""
    beneficiary = visit.signed_in(request)
    if beneficiary is None:
        return redirect("beneficiary:sign_in")
    refusal = ""
    if request.method == "POST":
        if attempt(request, Attempt.PHONE_CODE) is None:
            return too_many_requests(request)
        try:
            send_code(beneficiary_id=beneficiary.pk)
        except ActivationStepRefused as refused:
            refusal = str(refused)
        else:
            return redirect("beneficiary:phone_code")
    context = {
        "beneficiary": beneficiary,
        "phone": number_to_confirm(beneficiary),
        "refusal": refusal,
        "has_code": living_code(beneficiary) is not None,
    }
    return render(request, "beneficiary/application/phone.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@private_page
def phone_code(request: HttpRequest) -> HttpResponse:
    """The six digits, and what became of their SMS."""
    beneficiary = visit.signed_in(request)
    code = latest_code(beneficiary) if beneficiary else None
    if beneficiary is None or code is None:
        return redirect("beneficiary:phone")
    form = DigitsForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            typed = form.cleaned_data["digits"]
            confirmed = confirm_code(beneficiary_id=beneficiary.pk, typed=typed)
        except ActivationStepRefused as refusal:
            form.add_error("digits", str(refusal))
        else:
            # Colleagues behind one address each have one: only those that serve nobody are pumped.
            succeeded(request, Attempt.PHONE_CODE)
            visit.confirm(request, confirmed)
            return redirect("beneficiary:secret")
    told = _told_of(code, beneficiary)
    context = {"form": form, "code": code, "beneficiary": beneficiary} | told
    shown = version_of(code.pk, code.text and code.text.state, *told.values())
    return live_page(request, "beneficiary/application/phone_code.html", context, version=shown)


def _told_of(code: PhoneCode, beneficiary: Beneficiary) -> dict[str, object]:
    """A code is dead with its time, its tries, or the number that it went to."""
    phone = number_to_confirm(beneficiary)
    return {
        "phone": phone,
        "has_moved": bool(phone) and code.phone != phone,
        "is_alive": living_code(beneficiary) is not None,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@private_page
def secret(request: HttpRequest) -> HttpResponse:
    """The secret code of this telephone: with it, what waited is « activé »."""
    beneficiary = visit.signed_in(request)
    if beneficiary is None:
        return redirect("beneficiary:sign_in")
    code_id = visit.confirmed_code(request)
    if code_id is None:
        return redirect("beneficiary:phone")
    form = SecretForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            configured = configure_device(
                beneficiary_id=beneficiary.pk,
                code_id=code_id,
                secret_code=form.cleaned_data["digits"],
            )
        except ActivationStepRefused as refusal:
            form.add_error("digits", str(refusal))
        else:
            messages.success(request, _told(configured.activated))
            answer = redirect("beneficiary:application")
            return visit.install(request, answer, configured.device, configured.token)
    return render(request, "beneficiary/application/secret.html", {"form": form})


def _told(activated: int) -> str:
    if not activated:
        return _("L’application est configurée sur ce téléphone.")
    return ngettext(
        "Votre dotation est activée. Vous pouvez l’utiliser dès maintenant.",
        "Vos %(count)s dotations sont activées. Vous pouvez les utiliser dès maintenant.",
        activated,
    ) % {"count": activated}
