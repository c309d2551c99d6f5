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
# Ends a choice made before signing in: newer than the account's own.
AT_THE_DOOR = "+"


def chosen_language(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Outside of sessions: an error before them speaks the same language as the page."""

    def answer(request: HttpRequest) -> HttpResponse:
        language = _language_of(kept(request, COOKIE))
        with override(language):
            response = get_response(request)
        if response.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Cookie"])
        return _follow_account(request, response)

    return answer


def _follow_account(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Who signs in finds the language of their account, or gives it the one chosen at the door."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return response
    here = kept(request, COOKIE)
    if here.endswith(AT_THE_DOOR) and request.method == "POST":
        user = choose_language(user_id=user.pk, language=_language_of(here))
    if user.language and user.language != here:
        keep(response, COOKIE, user.language, seconds=YEAR)
    return response


def _language_of(cookie: str) -> str:
    return known_language(cookie.removesuffix(AT_THE_DOOR))


@require_http_methods(["GET", "HEAD", "POST"])
def language(request: HttpRequest) -> HttpResponse:
    """The choice of the footer. Its page serves those that hold no form (private.token_page)."""
    if request.method != "POST":
        return render(request, "webkit/language.html")
    chosen = known_language(request.POST.get("language", ""))
    answer = HttpResponseRedirect(_back(request))
    if not isinstance(request.user, User):
        return keep(answer, COOKIE, chosen + AT_THE_DOOR, seconds=YEAR)
    request.user = choose_language(user_id=request.user.pk, language=chosen)
    return keep(answer, COOKIE, chosen, seconds=YEAR)


def _back(request: HttpRequest) -> str:
    page = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(
        page, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return page
    return reverse(
        settings.LOGIN_REDIRECT_URL if request.user.is_authenticated else "portal:welcome"
    )
