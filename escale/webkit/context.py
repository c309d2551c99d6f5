from django.http import HttpRequest

from escale.clients.models import Member


def member(request: HttpRequest) -> dict[str, Member | None]:
    """The member whose page it is, for the header and for what a reader must not see."""
    return {"member": getattr(request, "member", None)}
