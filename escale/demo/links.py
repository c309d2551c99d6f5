from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PARTS = (
    (_("Visite guidée"), "demo:tour"),
    (_("Portail"), "portal:home"),
    (_("Boîte aux lettres"), "demo:mailbox"),
    (_("Application"), "demo:phone"),
    (_("Console émetteur"), "admin:index"),
    (_("Réinitialiser"), "demo:restoring"),
)


@dataclass(frozen=True, slots=True)
class SiteLink:
    name: Promise
    path: str
    is_here: bool


def is_on_telephone(request: HttpRequest) -> bool:
    """Inside the demonstration's own telephone there is a telephone alone.

    What the application's service worker asks for is no document either, framed or not.
    """
    return request.headers.get("Sec-Fetch-Dest", "document") != "document"


def site_links(request: HttpRequest) -> Mapping[str, list[SiteLink]]:
    """The bar that lets one person play every part of the demonstration."""
    if is_on_telephone(request):
        return {}
    here = _part(request.path)
    return {
        "site_links": [
            SiteLink(label, reverse(name), is_here=name == here) for label, name in PARTS
        ]
    }


def _part(path: str) -> str:
    """The longest address that it begins with; the portal is all the rest."""
    found = [name for _label, name in PARTS if path.startswith(reverse(name))]
    return max(found, key=lambda name: len(reverse(name)), default="portal:home")
