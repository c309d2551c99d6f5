"""« Mes sessions »: where one is signed in, and how to end it from afar (S3)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from escale.accounts.actions.end_sessions import end_sessions
from escale.accounts.browsers import named, place
from escale.accounts.models import User
from escale.accounts.queries import session_limits, sessions_of
from escale.webkit.access import signed_in_required
from escale.webkit.session_limits import may_stay, seconds_left


@require_safe
@signed_in_required
def sessions(request: HttpRequest, user: User) -> HttpResponse:
    shown = [
        {
            "session": session,
            "browser": named(session.user_agent),
            "place": place(session.ip),
            "is_this_one": session.session_key == request.session.session_key,
        }
        for session in sessions_of(user)
    ]
    idle, whole = session_limits(user)
    context = {"sessions": shown, "minutes": idle.seconds // 60, "hours": whole.seconds // 3600}
    return render(request, "portal/account/sessions.html", context)


@require_POST
@signed_in_required
def end(request: HttpRequest, user: User, session_id: int) -> HttpResponse:
    session = get_object_or_404(sessions_of(user), pk=session_id)
    end_sessions(actor=user.actor, user=user, sessions=[session])
    messages.success(request, _("Cette session est fermée."))
    return redirect("portal:sessions")


@require_POST
@signed_in_required
def end_others(request: HttpRequest, user: User) -> HttpResponse:
    others = sessions_of(user).exclude(session_key=request.session.session_key)
    count = end_sessions(actor=user.actor, user=user, sessions=list(others))
    told = ngettext("%(count)s session est fermée.", "%(count)s sessions sont fermées.", count)
    messages.success(request, told % {"count": count})
    return redirect("portal:sessions")


@require_safe
@signed_in_required
def left(request: HttpRequest, user: User) -> HttpResponse:
    """How long the session lasts. Asked by the page itself, it is nobody's presence."""
    return JsonResponse({"seconds": seconds_left(request), "may_stay": may_stay(request)})
