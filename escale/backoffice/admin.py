"""The issuer's console: the stock admin, one module for each kind of page."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from escale.backoffice import bounces, clients, holds, issuer, orders, reading
from escale.backoffice.access import lacks_second_factor, to_second_factor
from escale.webkit.access import for_all_clients

__all__ = ["bounces", "clients", "holds", "issuer", "orders", "reading"]

_admin_view = admin.site.admin_view


def _console_view(view: Callable[..., HttpResponse], cacheable: bool = False) -> Any:
    """Staff see all clients, on the stock pages too, once they have a second factor."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: object, **kwargs: object) -> HttpResponseBase:
        if lacks_second_factor(request):
            return to_second_factor(request)
        return for_all_clients(view)(request, *args, **kwargs)

    return _admin_view(guarded, cacheable)


admin.site.admin_view = _console_view  # type: ignore[method-assign,assignment]
# One door for everybody, with its limits on tries.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.site_header = format_lazy(_("{brand}, console de l’émetteur"), brand=settings.BRAND_NAME)
admin.site.site_title = settings.BRAND_NAME
admin.site.index_title = _("Console")
admin.site.site_url = None
