from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from escale.clients.models import Member
from escale.clients.queries import member_of


def member(request: HttpRequest) -> dict[str, Member | SimpleLazyObject[Member | None]]:
    """Whose page it is, for the header and for what a reader must not see.

    Looked up only when a template asks: public pages and errors show the menu to who is signed in.
    """
    known = getattr(request, "member", None)
    if known is not None:
        return {"member": known}
    user = getattr(request, "user", AnonymousUser())
    return {"member": SimpleLazyObject(lambda: member_of(user))}
