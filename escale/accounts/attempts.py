from allauth.account.adapter import get_adapter
from django.http import HttpRequest

from escale.rate_limits.counting import Taken, take
from escale.rate_limits.limits import Attempt


def attempt(request: HttpRequest, what: Attempt, *, about: str = "") -> Taken | None:
    """Counts one more try of this visitor's; None beyond one of its limits.

    A success gives it back.
    """
    return take(what, about=about, network=get_adapter().get_client_ip(request))
