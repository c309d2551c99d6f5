"""What the web server loads."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.prod")
# Nobody waits longer for a page, and no page keeps the database busy for longer.
os.environ.setdefault("ESCALE_STATEMENT_SECONDS", "30")

application = get_wsgi_application()
