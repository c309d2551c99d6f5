from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from escale.clients.models import Member
from escale.webkit.access import visiting_member


def member(request: HttpRequest) -> dict[str, Member | SimpleLazyObject[Member | None]]:
    """Whose page it is, for the header and for what a reader must not see.

    Looked up only when a template asks: public pages and errors show the menu to who is signed in.
    """
    known = getattr(request, "member", None)
    if known is not None:
        return {"member": known}
    return {"member": SimpleLazyObject(lambda: _visiting(request))}


def _visiting(request: HttpRequest) -> Member | None:
    # An error may be answered before the session is known.
    return visiting_member(request) if hasattr(request, "user") else None
