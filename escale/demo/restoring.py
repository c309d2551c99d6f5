"""« Réinitialiser »: the start of the demonstration again, asked here, done by its own process."""

import time

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from escale.demo.actions.ask_restoring import ask_restoring
from escale.demo.queries import is_restored
from escale.demo.tour import COOKIE

PAUSE_SECONDS = 0.1


@require_http_methods(["GET", "HEAD", "POST"])
def restoring(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, "demo/restoring.html")
    if not _wait_for(ask_restoring().pk):
        messages.error(
            request,
            _("La démonstration n’a pas répondu. Attendez une minute, puis recommencez."),
        )
        return redirect("demo:restoring")
    # Nobody is signed in any more; this browser need not be told by its next page.
    logout(request)
    messages.success(request, _("La démonstration est revenue à son point de départ."))
    answer = redirect("account_login")
    answer.delete_cookie(COOKIE)
    return answer


def _wait_for(restoring_id: int) -> bool:
    deadline = time.monotonic() + settings.DEMO_RESTORING_SECONDS
    while not (done := is_restored(restoring_id)) and time.monotonic() < deadline:
        time.sleep(PAUSE_SECONDS)
    return done
