"""What pages opened by a link in an e-mail share: nobody keeps them, nor learns their address."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import add_never_cache_headers

from escale.webkit.access import for_all_clients

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

DAY = 24 * 3600


def private_page(view: View[P]) -> View[P]:
    """No cache, no index; its address holds nothing that is a secret, its visitor is no client."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        answer = for_all_clients(view)(request, *args, **kwargs)
        add_never_cache_headers(answer)
        answer["X-Robots-Tag"] = "noindex"
        return answer

    return guarded


def token_page(view: View[P]) -> View[P]:
    """The same for an address that is a key: nobody is told that its visitor came from there (S8).

    Such a page holds no form: a browser that keeps its address to itself does not say either that
    a form comes from our own site.
    """

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        request.holds_no_form = True  # type: ignore[attr-defined]
        answer = private_page(view)(request, *args, **kwargs)
        answer["Referrer-Policy"] = "no-referrer"
        return answer

    return guarded


def keep(answer: HttpResponse, name: str, value: str, *, seconds: int = DAY) -> HttpResponse:
    """In a cookie that no script reads: the token leaves the address, and is stored nowhere."""
    answer.set_cookie(
        _cookie(name),
        value,
        max_age=seconds,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer


def kept(request: HttpRequest, name: str) -> str:
    return request.COOKIES.get(_cookie(name), "")


def drop(answer: HttpResponse, name: str) -> HttpResponse:
    answer.delete_cookie(_cookie(name), samesite="Lax")
    return answer


def _cookie(name: str) -> str:
    return f"__Host-{name}" if settings.SESSION_COOKIE_SECURE else name
