"""Pages that show what happens elsewhere without a reload: static/webkit/live.js asks again.

A page draws its live region in a partial named « live »: an element with `id`, `data-live` while
something there can still move, and `data-version`. It looks at its client's stamp, at an address
of its own that needs no session, and asks for the region only where the stamp is another one.
"""

from collections.abc import Mapping
from hashlib import blake2s

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from escale.changes.queries import stamp_of
from escale.clients.models import Member
from escale.kernel import clock
from escale.kernel.tokens import BadToken, sign, unsign

PURPOSE = "stamp"
# As long as a session may last, and the page opened at its end.
HOURS = 24
# What the browser says it shows already.
HEADER = "Live-Version"


def version_of(*shown: object) -> str:
    """The same as long as what is shown is; of values that say all of themselves when printed."""
    return blake2s(repr(shown).encode(), digest_size=8).hexdigest()


def live_page(
    request: HttpRequest, template: str, context: Mapping[str, object], *, version: str
) -> HttpResponse:
    """The page; to one that asks again its live region alone, or 204 where nothing changed."""
    seen = request.headers.get(HEADER)
    if seen == version:
        return HttpResponse(status=204)
    part = template if seen is None else f"{template}#live"
    return render(request, part, {**context, "version": version})


def stamp_path(member: Member) -> str:
    """Where a page of this client's looks: it teaches whoever has it that something was written."""
    payload = f"{member.client_id}.{int(clock.now().timestamp()) // 3600}"
    return reverse("stamp", args=[sign(PURPOSE, payload)])


@require_safe
@never_cache
def stamp(request: HttpRequest, token: str) -> HttpResponse:
    """One statement, no session: asked by every open page every second or two."""
    try:
        client_id, hour = map(int, unsign(PURPOSE, token).split("."))
    except BadToken:
        raise Http404 from None
    if clock.now().timestamp() // 3600 - hour > HOURS:
        raise Http404
    return HttpResponse(stamp_of(client_id), content_type="text/plain")
