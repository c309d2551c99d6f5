"""Who may open the back-office's own pages: any member of staff (docs/concerns/permissions.md)."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from escale.accounts.models import User
from escale.journal.actor import Actor, Door
from escale.webkit.access import STAFF_ONLY, AccessRefused, for_all_clients

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def staff_required(view: View[P]) -> View[P]:
    """Signed out: to the sign-in page. Anybody else than staff: refused."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not request.user.is_staff:
            raise AccessRefused(STAFF_ONLY)
        if lacks_second_factor(request):
            return to_second_factor(request)
        refuse_nul(request)
        answer = for_all_clients(view)(request, *args, **kwargs)
        add_never_cache_headers(answer)
        return answer

    return guarded


def refuse_nul(request: HttpRequest) -> None:
    """PostgreSQL has no such letter, and neither the stock pages nor searches look for it first."""
    if "\0" in request.path_info or "%00" in request.META["QUERY_STRING"]:
        raise BadRequest


def lacks_second_factor(request: HttpRequest) -> bool:
    """Staff reach every client: a password alone is not enough (ASVS 6.3.3)."""
    return settings.STAFF_SECOND_FACTOR and not is_mfa_enabled(request.user)


def to_second_factor(request: HttpRequest) -> HttpResponseBase:
    messages.info(
        request, _("La console demande une double authentification : mettez-la en place.")
    )
    return redirect("mfa_index")


def operator(request: HttpRequest) -> Actor:
    """This member of staff, for the journal."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101  # staff_required, or the admin, saw to it
    return Actor(label=str(user), door=Door.OPERATOR, user_id=user.pk)
