"""Every address of the portal, and its path for what somebody has, or for what nobody has."""

from django.db.models import Model
from django.urls import reverse

from escale.clients.models import Invitation, Member
from escale.dotations.models import Dotation
from escale.exports.models import Export
from escale.hints.models import DismissedHint
from escale.imports.models import Import
from escale.mass_sends.models import MassSend
from escale.ordering.models import Draft
from tests.pages import Route, routes

ROUTES = sorted(routes(), key=lambda route: route.name)
# A number that no sequence reaches, whatever the tests before made.
NOBODYS = 999_999_999
OWNED: dict[str, type[Model]] = {
    "draft_id": Draft,
    "import_id": Import,
    "export_id": Export,
    "mass_send_id": MassSend,
    "member_id": Member,
    "invitation_id": Invitation,
    "hint_id": DismissedHint,
}


def path_of(route: Route, dotation: Dotation | None) -> str:
    """Of what the dotation's client has; of what nobody has, without a dotation."""
    values: dict[str, int | str] = {
        **{
            name: _first_of(dotation, model) if dotation else NOBODYS
            for name, model in OWNED.items()
        },
        "line_id": NOBODYS,
        "session_id": NOBODYS,
        "inquiry_id": NOBODYS,
        "client_id": NOBODYS,
        "product": "connect",
        "number": dotation.order_id if dotation else NOBODYS,
        "dotation_id": dotation.pk if dotation else NOBODYS,
        "token": "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
        "variant": "none",
        "pk": NOBODYS,
        "bounce_id": NOBODYS,
    }
    return reverse(route.name, kwargs={name: values[name] for name in route.arguments})


def _first_of(dotation: Dotation | None, model: type[Model]) -> int:
    """Of the dotation's own client."""
    if dotation is None:
        return NOBODYS
    found: int = model._default_manager.filter(client=dotation.client).values_list("pk").get()[0]
    return found
