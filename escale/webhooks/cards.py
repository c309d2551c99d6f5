"""Where the provider of cards tells what became of a payment, at the library's own addresses.

Anybody may post there. What the provider's code cannot read or does not recognise is a refusal, not
an error of ours: 400, a line in the log, no trace. What our own code raises, the database, a
network that is away or wrong settings stay errors: the provider tries again, or a payment is lost.
"""

import logging
from collections.abc import Callable
from functools import wraps
from itertools import dropwhile
from traceback import walk_tb
from types import TracebackType

from django.core.exceptions import ImproperlyConfigured
from django.db import Error as DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from payments import urls as library

from escale.webkit.access import for_all_clients

LOGGER = logging.getLogger(__name__)
OURS = "escale."


def refused_in_short(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    @wraps(view)
    def answer(request: HttpRequest, **arguments: str) -> HttpResponseBase:
        try:
            return view(request, **arguments)
        except (Http404, DatabaseError, OSError, ImproperlyConfigured):
            raise
        except Exception as error:
            if _is_ours(error.__traceback__):
                raise
            LOGGER.warning("card callback refused: %s", type(error).__name__)
            return HttpResponse("refused", status=400, content_type="text/plain")

    # The provider's signature is its key: no form of ours posts there.
    answer.csrf_exempt = True  # type: ignore[attr-defined]
    return answer


def _is_ours(trace: TracebackType | None) -> bool:
    """Raised before the library's code was reached, or beneath it by a receiver of ours."""
    modules = [frame.f_globals.get("__name__", "") for frame, _line in walk_tb(trace)]
    beneath = dropwhile(lambda name: name != library.__name__, modules)
    return library.__name__ not in modules or any(name.startswith(OURS) for name in beneath)


process_payment = refused_in_short(for_all_clients(library.process_data))
static_process_payment = refused_in_short(for_all_clients(library.static_callback))
