"""A real portal, behind HTTPS."""

from django.core.exceptions import ImproperlyConfigured

from config.env import env_int, env_str
from config.settings.base import *

SITE_URL = env_str("ESCALE_SITE_URL")

if CARD_PROVIDER.startswith("payments.dummy"):
    raise ImproperlyConfigured("ESCALE_CARD_PROVIDER: the test provider takes no money.")

SECURE_SSL_REDIRECT = True
# Asked on the inside, by who spreads the load and who watches.
SECURE_REDIRECT_EXEMPT = ["^(healthz|readyz|metrics)$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# How many proxies of ours add to X-Forwarded-For: without it every visitor would share one address,
# and fifty wrong passwords would lock everybody out.
ALLAUTH_TRUSTED_PROXY_COUNT = env_int("ESCALE_TRUSTED_PROXIES", 1)
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrftoken"
