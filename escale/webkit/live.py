"""Pages that show what happens elsewhere without a reload: static/webkit/live.js asks again.

A page draws its live region in a partial named « live »: an element with `id`, `data-live` while
something there can still move, and `data-version`.
"""

from collections.abc import Mapping
from hashlib import blake2s

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

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
