"""The issuer's console: the stock admin, one module for each kind of page."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from escale.backoffice import bounces, clients, holds, issuer, orders, reading

__all__ = ["bounces", "clients", "holds", "issuer", "orders", "reading"]

# One door for everybody, with its limits on tries.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.site_header = _("Escale, console de l’émetteur")
admin.site.site_title = "Escale"
admin.site.index_title = _("Console")
admin.site.site_url = None
