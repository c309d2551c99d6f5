from allauth.account.adapter import get_adapter
from django.http import HttpRequest

from escale.rate_limits.counting import Taken, give_back_latest, take
from escale.rate_limits.limits import Attempt


def attempt(
    request: HttpRequest, what: Attempt, *, about: str = "", device: str = ""
) -> Taken | None:
    """Counts one more try of this visitor's; None beyond one of its limits.

    A known `device` has its own, whatever else comes from its network. A success gives it back.
    """
    network = "" if device else get_adapter().get_client_ip(request)
    return take(what, about=f"{about} {device}", network=network)


def succeeded(request: HttpRequest, what: Attempt) -> None:
    """A try of an earlier request came to a good end: it counts no more for its network."""
    give_back_latest(what, network=get_adapter().get_client_ip(request))
