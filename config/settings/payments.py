"""Card payments: one provider of django-payments, or none (docs/how-to/accept-cards.md)."""

import json
from urllib.parse import urlsplit

from django.conf import settings

from config.env import env_list, env_secret, env_str

PAYMENT_MODEL = "orders.CardPayment"
# The dotted path of a provider, such as payments.stripe.StripeProviderV3; none: transfers alone.
CARD_PROVIDER = env_str("ESCALE_CARD_PROVIDER", "")
# Its keyword arguments, in JSON; they hold its secret.
CARD_OPTIONS = json.loads(env_secret("ESCALE_CARD_OPTIONS", "{}"))
# Where it sends people to pay: a form may lead there.
CARD_HOSTS = env_list("ESCALE_CARD_HOSTS")
PAYMENT_VARIANTS = {"card": (CARD_PROVIDER, CARD_OPTIONS)} if CARD_PROVIDER else {}
PAYMENT_USES_SSL = True


def PAYMENT_HOST() -> str:
    """Where providers send people back; never taken from a request."""
    return urlsplit(settings.SITE_URL).netloc
