"""French, unless the person reading chose English: what a browser prefers decides nothing.

The choice is in a cookie; of who signs in, on the account too, and the cookie follows it.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import override
from django.views.decorators.http import require_http_methods

from escale.accounts.actions.choose_language import choose_language
from escale.accounts.models import User
from escale.kernel.languages import known_language
from escale.webkit.private import keep, kept

COOKIE = "language"
YEAR = 365 * 24 * 3600


def chosen_language(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Outside of sessions: an error before them speaks the same language as the page."""

    def answer(request: HttpRequest) -> HttpResponse:
        language = known_language(kept(request, COOKIE))
        with override(language):
            response = get_response(request)
        if response.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Cookie"])
        return _follow_account(request, response)

    return answer


def _follow_account(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Who has just signed in finds the language of their account, on this machine too."""
    user = getattr(request, "user", None)
    wanted = user.language if isinstance(user, User) else ""
    if wanted and wanted != kept(request, COOKIE):
        keep(response, COOKIE, wanted, seconds=YEAR)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def language(request: HttpRequest) -> HttpResponse:
    """The choice of the footer. Its page serves those that hold no form (private.token_page)."""
    if request.method != "POST":
        return render(request, "webkit/language.html")
    chosen = known_language(request.POST.get("language", ""))
    if isinstance(request.user, User):
        request.user = choose_language(user_id=request.user.pk, language=chosen)
    return keep(HttpResponseRedirect(_back(request)), COOKIE, chosen, seconds=YEAR)


def _back(request: HttpRequest) -> str:
    page = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(
        page, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return page
    return reverse(
        settings.LOGIN_REDIRECT_URL if request.user.is_authenticated else "portal:welcome"
    )
