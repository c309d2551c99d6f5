"""What the web server loads."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import reverse

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.prod")
# Nobody waits longer for a page, and no page keeps the database busy for longer.
os.environ.setdefault("ESCALE_STATEMENT_SECONDS", "30")
# A page sees the rows that its door lets it see (escale/webkit/access.py), without one nobody's.
os.environ.setdefault("ESCALE_DATABASE_ROLE", "escale_visitor")

application = get_wsgi_application()
# All views are read now: the first visitor of each process does not wait for them.
reverse(settings.LOGIN_REDIRECT_URL)
