from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class SiteLink:
    name: Promise
    path: str
    is_here: bool


def site_links(request: HttpRequest) -> Mapping[str, list[SiteLink]]:
    """The bar that lets one person play every part of the demonstration."""
    # Inside the demonstration's own telephone there is a telephone alone.
    if request.headers.get("Sec-Fetch-Dest") == "iframe":
        return {}
    mailbox, phone = reverse("demo:mailbox"), reverse("demo:phone")
    console = reverse("admin:index")
    on_phone = request.path.startswith(phone)
    in_mailbox = request.path.startswith(mailbox) and not on_phone
    in_console = request.path.startswith(console)
    return {
        "site_links": [
            SiteLink(
                _("Portail"),
                reverse("portal:home"),
                is_here=not (in_mailbox or on_phone or in_console),
            ),
            SiteLink(_("Boîte aux lettres"), mailbox, is_here=in_mailbox),
            SiteLink(_("Application"), phone, is_here=on_phone),
            SiteLink(_("Console émetteur"), console, is_here=in_console),
        ]
    }
