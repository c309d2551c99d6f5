"""Mail through a provider's HTTP API (docs/how-to/send-through-a-provider.md), or the relay."""

import json

from config.env import env_secret, env_str

# brevo, mailjet, postmark or sparkpost; none: the relay of config/settings/mail.py.
MAIL_PROVIDER = env_str("ESCALE_MAIL_PROVIDER", "").lower()
# The provider's options of django-anymail, in JSON; they hold its keys.
MAIL_OPTIONS = json.loads(env_secret("ESCALE_MAIL_OPTIONS", "{}"))
# What the provider must say to tell us what became of a message: user:password.
MAIL_WEBHOOK_SECRET = env_secret("ESCALE_MAIL_WEBHOOK_SECRET", "")

ANYMAIL = {
    "WEBHOOK_SECRET": MAIL_WEBHOOK_SECRET,
    # Seconds to connect, then to answer: less than a message may take.
    "REQUESTS_TIMEOUT": (5, 20),
    **{f"{MAIL_PROVIDER}_{name}".upper(): value for name, value in MAIL_OPTIONS.items()},
}
if MAIL_PROVIDER:
    EMAIL_BACKEND = f"anymail.backends.{MAIL_PROVIDER}.EmailBackend"
