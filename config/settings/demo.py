"""The demonstration: everything on this machine, no mail leaves it."""

import os

os.environ.setdefault("ESCALE_SECRET_KEY", "demonstration-only-never-for-a-real-portal-0123456789")

from config.env import env_int, env_str
from config.settings.base import *

PORT = env_int("PORT", 8000)
SITE_URL = env_str("ESCALE_SITE_URL", f"http://localhost:{PORT}")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
INSTALLED_APPS += ["escale.demo"]
ROOT_URLCONF = "config.urls_demo"
MIDDLEWARE += ["escale.demo.framing.framed_application"]
TEMPLATES[0]["OPTIONS"]["context_processors"] += [
    "escale.demo.links.site_links",
    "escale.demo.tour.guided_tour",
]

# The library's test provider: nothing is ever paid.
PAYMENT_VARIANTS = {"card": ("payments.dummy.DummyProvider", {})}
PAYMENT_USES_SSL = False

ACCEPT_RESERVED_DOMAINS = True
# One order is four years old: its people stay, for visitors to look at.
CONTACT_DAYS = 10 * 365
# A visitor has no telephone to pair with; the page that does it is there all the same.
STAFF_SECOND_FACTOR = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
FAMILIAR_MAIL_DOMAINS = ["yopmail.example"]
# Longer than the slowest of the catcher's domains (@lent.example), shorter than a lease.
EMAIL_TIMEOUT = 45
# It takes every text; nothing leaves.
SMS_GATEWAY = "escale.demo.texts.CatchingGateway"
SMS_OPTIONS = {}
PROCRASTINATE_IMPORT_PATHS += ["escale.demo.reports", "escale.demo.returning"]
# How long « Réinitialiser » waits for the demonstration's own process.
DEMO_RESTORING_SECONDS = 20
# Short, so that a visitor sees a deferred mail arrive.
MAIL_RETRY_SECONDS = [5, 10, 30]
