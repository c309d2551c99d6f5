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
    mailbox = reverse("demo:mailbox")
    console = reverse("admin:index")
    in_mailbox = request.path.startswith(mailbox)
    in_console = request.path.startswith(console)
    return {
        "site_links": [
            SiteLink(_("Portail"), reverse("portal:home"), is_here=not (in_mailbox or in_console)),
            SiteLink(_("Boîte aux lettres"), mailbox, is_here=in_mailbox),
            SiteLink(_("Console émetteur"), console, is_here=in_console),
        ]
    }
