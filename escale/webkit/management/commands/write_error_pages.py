"""`manage.py write_error_pages`: what the proxy answers by itself, beside the static files."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from escale.kernel.languages import FRENCH
from escale.tenancy.scopes import system_scope
from escale.webkit.issuer import present_contact

FOLDER = "errors"
# By the name that deploy/nginx/escale.conf asks for.
PAGES = {
    "404.html": "webkit/errors/proxy_404.html",
    "413.html": "webkit/errors/proxy_413.html",
    "429.html": "webkit/errors/proxy_429.html",
    "503.html": "webkit/errors/503.html",
}


class Command(BaseCommand):
    help = "Writes the pages that nginx shows by itself; after collectstatic, at each upgrade."

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.STATIC_ROOT) / FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        # Read by the proxy's account too.
        folder.chmod(0o755)
        with system_scope():
            # Remembered: a page without a database says how to reach the issuer too.
            present_contact()
        # The proxy does not know who reads.
        with override(FRENCH):
            for name, template in PAGES.items():
                page = folder / name
                page.write_text(render_to_string(template), encoding="utf-8")
                page.chmod(0o644)
            told = _("%(count)s pages d’erreur sont écrites dans %(folder)s.")
            self.stdout.write(told % {"count": len(PAGES), "folder": folder})
