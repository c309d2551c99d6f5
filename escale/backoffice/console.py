"""The issuer's console: the stock admin, behind Escale's own doors."""

from functools import wraps
from typing import Any

from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from escale.backoffice.access import lacks_second_factor, refuse_nul, to_second_factor
from escale.webkit.access import for_all_clients


class Console(AdminSite):
    """Staff see all clients, on the stock pages too, once they have a second factor."""

    site_header = format_lazy(_("{brand}, console de l’émetteur"), brand=settings.BRAND_NAME)
    site_title = settings.BRAND_NAME
    index_title = _("Console")
    site_url = None

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: object, **kwargs: object) -> HttpResponseBase:
            if lacks_second_factor(request):
                return to_second_factor(request)
            refuse_nul(request)
            return for_all_clients(view)(request, *args, **kwargs)

        return super().admin_view(guarded, cacheable)

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """One door for everybody, with its limits on tries."""
        answer: HttpResponse = secure_admin_login(super().login)(request, extra_context)
        return answer

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Where it is journaled and told, as everybody's."""
        return redirect("portal:password")
