from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escale.accounts.attempts import attempt
from escale.activation.actions.ask_new_link import ask_new_link
from escale.activation.actions.attach_dotation import attach_dotation
from escale.activation.actions.create_account import NewAccount, create_account
from escale.activation.actions.note_opening import note_opening
from escale.activation.errors import AccountExists, ActivationStepRefused, LinkDead
from escale.activation.queries import OpenedLink, open_link, token_for_code
from escale.beneficiary.activation.forms import AccountForm, CodeForm
from escale.beneficiary.cookies import LINK
from escale.beneficiary.dead_ends import dead_end
from escale.beneficiary.forms import AddressForm, PasswordForm
from escale.beneficiary.known_devices import attempt_to_sign_in
from escale.dotations.links import read_activation_token
from escale.dotations.models import Dotation
from escale.hints.queries import known_domains
from escale.kernel.emails import in_plain_letters, same_address
from escale.kernel.hints import suggest_address
from escale.kernel.languages import present_language
from escale.kernel.text import clean
from escale.rate_limits.limits import Attempt
from escale.webkit.private import keep, kept, private_page, token_page
from escale.webkit.views import too_many_requests


@require_safe
@token_page
def welcome(request: HttpRequest, token: str) -> HttpResponse:
    """Where the e-mail leads. Spends nothing: mail scanners open links too (D1).

    A genuine token leaves the address at once, dead or not: it says what to send again.
    """
    link = open_link(token)
    if link.dotation_id is None:
        return dead_end(request, link)
    return keep(redirect("beneficiary:account"), LINK, token)


@require_http_methods(["GET", "HEAD", "POST"])
@private_page
def account(request: HttpRequest) -> HttpResponse:
    """First step: « Créer son compte » (R47)."""
    link = open_link(kept(request, LINK))
    if link.dotation is None:
        return dead_end(request, link)
    is_sent = request.method == "POST"
    if is_sent:
        # Without scripts, sending the form is what tells that the page was shown.
        note_opening(token=kept(request, LINK))
    form = AccountForm(request.POST if is_sent else None, initial={"email": link.dotation.email})
    suggestion = _doubt(form, link.dotation) if is_sent else None
    if not is_sent or suggestion or not form.is_valid():
        context = {"form": form, "dotation": link.dotation, "suggestion": suggestion}
        return render(request, "beneficiary/activation/account.html", context)
    return _create(request, form, link)


def _doubt(form: AccountForm, dotation: Dotation) -> str | None:
    """Said once of an address that was typed: what is sent again is what was meant.

    Of one that is refused for its letters too, as often as it is sent.
    """
    form.is_valid()
    email, hinted = form.cleaned_data.get("email"), form.cleaned_data["hinted"]
    if email is None:
        return in_plain_letters(clean(form.data.get("email", "")))
    if same_address(email, hinted) or same_address(email, dotation.email):
        return None
    return suggest_address(email, known_domains(dotation.client_id))


@require_POST
@private_page
def opened(request: HttpRequest) -> HttpResponse:
    """The page of the first step was really shown: static/beneficiary/opened.js says so once.

    Mail scanners, which fetch the link, run no script and send no form; the answer is the same for
    every link.
    """
    note_opening(token=kept(request, LINK))
    return HttpResponse(status=204)


def _create(request: HttpRequest, form: AccountForm, link: OpenedLink) -> HttpResponse:
    claim = read_activation_token(kept(request, LINK))
    assert claim is not None  # noqa: S101  # the link has just been opened
    typed = form.cleaned_data
    new = NewAccount(typed["email"], typed["birth_date"], present_language())
    try:
        beneficiary = create_account(claim=claim, new=new)
    except AccountExists:
        return redirect("beneficiary:attach")
    except LinkDead:
        return dead_end(request, open_link(kept(request, LINK)))
    except ActivationStepRefused as refusal:
        form.add_error("email", str(refusal))
        context = {"form": form, "dotation": link.dotation}
        return render(request, "beneficiary/activation/account.html", context)
    request.session["welcome_sent_to"] = beneficiary.pending_email or beneficiary.email
    return redirect("beneficiary:sent")


@require_http_methods(["GET", "HEAD", "POST"])
@private_page
def attach(request: HttpRequest) -> HttpResponse:
    """The address has an account already: its password adds the dotation to it (R48)."""
    token = kept(request, LINK)
    link, claim = open_link(token), read_activation_token(token)
    if link.dotation is None or claim is None:
        return dead_end(request, link)
    form = PasswordForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        taken = attempt_to_sign_in(request, link.dotation.email)
        if taken is None:
            return too_many_requests(request)
        try:
            attach_dotation(claim=claim, password=form.cleaned_data["password"])
        except ActivationStepRefused as refusal:
            form.add_error("password", str(refusal))
        else:
            taken.give_back()
            messages.success(request, _("La dotation est ajoutée à votre compte."))
            return redirect("beneficiary:application")
    context = {"form": form, "dotation": link.dotation}
    return render(request, "beneficiary/activation/attach.html", context)


@require_safe
@private_page
def sent(request: HttpRequest) -> HttpResponse:
    """« C’est parti » is on its way: the next step waits in it."""
    address = request.session.get("welcome_sent_to")
    if address is None:
        return redirect("beneficiary:tracking")
    return render(request, "beneficiary/activation/sent.html", {"address": address})


@require_http_methods(["GET", "HEAD", "POST"])
@private_page
def code(request: HttpRequest) -> HttpResponse:
    """The short code of the e-mail, typed, in place of its link."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        email, typed = form.cleaned_data["email"], form.cleaned_data["code"]
        taken = attempt(request, Attempt.ACTIVATION_CODE, about=email)
        if taken is None:
            return too_many_requests(request)
        token = token_for_code(email=email, typed=typed)
        if token is not None:
            taken.give_back()
            return keep(redirect("beneficiary:account"), LINK, token)
        form.add_error(
            "code",
            _("Ce code ne correspond pas à cette adresse. Vérifiez les deux dans l’e-mail reçu."),
        )
    return render(request, "beneficiary/activation/code.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@private_page
def new_link(request: HttpRequest) -> HttpResponse:
    """« Recevoir un nouveau lien »: to the registered address alone, whoever asks (D1)."""
    link = open_link(kept(request, LINK))
    if request.method == "POST" and "email" not in request.POST and link.dotation_id:
        return _send(request, dotation_id=link.dotation_id)
    form = AddressForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _send(request, email=form.cleaned_data["email"])
    return render(request, "beneficiary/activation/new_link.html", {"form": form})


def _send(request: HttpRequest, *, dotation_id: int | None = None, email: str = "") -> HttpResponse:
    """Away from the page: its answer, and the time it takes, are the same for every address."""
    if attempt(request, Attempt.NEW_LINK, about=f"{dotation_id}{email}") is None:
        return too_many_requests(request)
    ask_new_link(dotation_id=dotation_id, email=email)
    return render(request, "beneficiary/activation/new_link_sent.html")


@require_safe
def terms(request: HttpRequest) -> HttpResponse:
    """What the first step asks to accept."""
    return render(request, "beneficiary/activation/terms.html")
