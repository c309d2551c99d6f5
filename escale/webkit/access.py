"""Who may open a page, and whose rows it may reach. Views receive a request with its member.

Each door opens a scope of the database: of one client, or of the system for who comes by another
door than a client's. A page without a door sees nobody's rows.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlsplit

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from escale.accounts.models import User
from escale.clients.models import Member
from escale.clients.queries import member_of, viewer_of
from escale.tenancy.scopes import client_scope, member_scope, system_scope

P = ParamSpec("P")


READS_ONLY = _(
    "Votre accès permet de consulter, pas de modifier. Un administrateur de votre organisation "
    "peut changer votre rôle, dans « Mon compte », « Membres »."
)
ADMINISTRATORS_ONLY = _(
    "Seuls les administrateurs de votre organisation peuvent faire cela. Leurs noms sont dans "
    "« Mon compte », « Membres »."
)
VISITORS_READ = _(
    "Vous regardez cet Espace Client en tant qu’opérateur : vous y lisez tout, vous n’y changez "
    "rien. Pour agir, quittez-le et passez par la console."
)
STAFF_ONLY = _(
    "Cette page est réservée à l’équipe de l’émetteur, et vous êtes connecté à un Espace Client. "
    "Déconnectez-vous, puis entrez avec un accès de l’émetteur."
)


class AccessRefused(PermissionDenied):
    """`told` says which of the reasons it is: nobody has to guess."""

    def __init__(self, told: Promise) -> None:
        super().__init__(told)
        self.told = told


# The session's word for the client whose portal a member of staff is looking at.
VISITED = "visited_client"
SHOWN_BY = {"GET", "HEAD"}


class MemberRequest(HttpRequest):
    """A request of somebody who belongs to a client."""

    member: Member
    htmx: HtmxDetails


MemberView = Callable[Concatenate[MemberRequest, P], HttpResponseBase]
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def member_required(view: MemberView[P]) -> View[P]:
    """Signed out: to the sign-in page. Staff: to the back-office. Of no client: a page says so."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return to_sign_in(request)
        with _own_scope(request):
            member = _member(request)
            if member is None and request.user.is_staff:
                return HttpResponseRedirect(reverse("admin:index"))
            if member is None:
                return render(request, "webkit/no_client.html", status=403)
            request.member = member  # type: ignore[attr-defined]
            answer = view(request, *args, **kwargs)  # type: ignore[arg-type]
        # Personal data: no cache on the way, no copy on a shared computer's disk.
        add_never_cache_headers(answer)
        return answer

    return guarded


def visiting_member(request: HttpRequest) -> Member | None:
    """Whose portal this is: the member's own, or the one that staff chose to look at."""
    if not request.user.is_authenticated:
        return None
    with _own_scope(request):
        return _member(request)


def editor_required(view: MemberView[P]) -> View[P]:
    """The same, refusing members who may only read."""

    @wraps(view)
    def checked(request: MemberRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.member.can_edit:
            raise AccessRefused(VISITORS_READ if request.member.is_visiting else READS_ONLY)
        return view(request, *args, **kwargs)

    return member_required(checked)


def administrator_required(view: MemberView[P]) -> View[P]:
    """The same, for who changes the organisation's data and decides who its members are."""

    @wraps(view)
    def checked(request: MemberRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.member.can_administer:
            is_visiting = request.member.is_visiting
            raise AccessRefused(VISITORS_READ if is_visiting else ADMINISTRATORS_ONLY)
        return view(request, *args, **kwargs)

    return member_required(checked)


def confirmed_again(view: MemberView[P]) -> MemberView[P]:
    """For what decides where passwords and links are sent, or who may decide it.

    Whoever is there has typed their password again, or their second factor, within the last five
    minutes, or does it now: what they posted waits meanwhile.
    """

    @wraps(view)
    def in_its_scope(
        request: MemberRequest, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        with _own_scope(request):
            return view(request, *args, **kwargs)

    confirmed: MemberView[P] = reauthentication_required(in_its_scope, allow_get=True)

    @wraps(view)
    def checked(request: MemberRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        # Which factors the person has is closed to their client.
        with system_scope():
            return confirmed(request, *args, **kwargs)

    return checked


def signed_in_required(view: Callable[Concatenate[HttpRequest, User, P], HttpResponse]) -> View[P]:
    """Of anybody who signs in, staff too: what is theirs alone, and closed to their client."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not isinstance(request.user, User):
            return to_sign_in(request)
        with system_scope():
            answer = view(request, request.user, *args, **kwargs)
        add_never_cache_headers(answer)
        return answer

    return guarded


def for_all_clients(view: View[P]) -> View[P]:
    """Of staff, of who holds a signed link, of a gateway: the view sees to who may come in."""

    @wraps(view)
    def opened(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        with system_scope():
            answer = view(request, *args, **kwargs)
            # The admin's own pages are drawn, and ask for their rows, after they are returned.
            return answer.render() if isinstance(answer, TemplateResponse) else answer

    return opened


def _own_scope(request: HttpRequest) -> AbstractContextManager[None]:
    """Staff who look at a client's portal see what it sees, and no more."""
    user = request.user
    if user.is_staff and VISITED in request.session:
        return client_scope(request.session[VISITED])
    return member_scope(user.pk or 0)


def _member(request: HttpRequest) -> Member | None:
    user = request.user
    if isinstance(user, User) and user.is_staff and VISITED in request.session:
        return viewer_of(request.session[VISITED], user)
    return member_of(user)


def to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """The whole page goes there: a fragment would show the sign-in page inside of it."""
    htmx = HtmxDetails(request)
    if htmx:
        back = htmx.current_url_abs_path or reverse(settings.LOGIN_REDIRECT_URL)
        return HttpResponseClientRedirect(redirect_to_login(back).url)
    if request.method in SHOWN_BY:
        return redirect_to_login(request.get_full_path())
    return redirect_to_login(_page_of(request))


def _page_of(request: HttpRequest) -> str:
    """Where a form was sent from: its own address may show nothing."""
    page = urlsplit(request.headers.get("Referer", ""))
    if page.netloc != request.get_host():
        return reverse(settings.LOGIN_REDIRECT_URL)
    return page._replace(scheme="", netloc="", fragment="").geturl()
