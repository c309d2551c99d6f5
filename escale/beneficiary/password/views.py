from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from escale.activation.actions.choose_password import choose_password
from escale.activation.errors import ActivationStepRefused, LinkDead
from escale.activation.links import Use
from escale.activation.queries import LinkState, OpenedAccount, open_account
from escale.beneficiary.forms import PasswordForm
from escale.beneficiary.known_devices import remember_beneficiary
from escale.webkit.private import drop, keep, kept, private_page, token_page

STATUS = {LinkState.USED: 200, LinkState.UNKNOWN: 404}
LINK = "password"


@require_safe
@token_page
def password_link(request: HttpRequest, token: str) -> HttpResponse:
    """Where « C’est parti » leads. Spends nothing; the token leaves the address at once (S8)."""
    opened = open_account(token)
    if opened.beneficiary is None:
        return _dead_end(request, opened)
    return keep(redirect("beneficiary:password"), LINK, token)


@require_http_methods(["GET", "HEAD", "POST"])
@private_page
def password(request: HttpRequest) -> HttpResponse:
    """Second step: « Définir son mot de passe » (R46); or a new one, for who forgot it."""
    opened = open_account(kept(request, LINK))
    if opened.beneficiary is None or opened.claim is None:
        return _dead_end(request, opened)
    form = PasswordForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            beneficiary = choose_password(
                claim=opened.claim, password=form.cleaned_data["password"]
            )
        except LinkDead:
            return _dead_end(request, open_account(kept(request, LINK)))
        except ActivationStepRefused as refusal:
            form.add_error("password", str(refusal))
        else:
            is_recovery = opened.claim.use == Use.RECOVER
            after = "beneficiary:sign_in" if is_recovery else "beneficiary:install"
            return remember_beneficiary(drop(redirect(after), LINK), beneficiary)
    context = {"form": form, "beneficiary": opened.beneficiary, "claim": opened.claim}
    return render(request, "beneficiary/password/password.html", context)


def _dead_end(request: HttpRequest, opened: OpenedAccount) -> HttpResponse:
    status = STATUS.get(opened.state, 410)
    return render(request, f"beneficiary/password/{opened.state}.html", status=status)
