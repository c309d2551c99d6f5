"""Outgoing mail: the relay, the addresses it carries, how delivery insists."""

from pathlib import Path

from config.env import env_bool, env_int, env_list, env_rates, env_secret, env_str
from config.settings.brand import BRAND_NAME

ROOT = Path(__file__).resolve().parents[2]

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env_str("ESCALE_SMTP_HOST", "127.0.0.1")
EMAIL_PORT = env_int("ESCALE_SMTP_PORT", 10025)
EMAIL_HOST_USER = env_str("ESCALE_SMTP_USER", "")
EMAIL_HOST_PASSWORD = env_secret("ESCALE_SMTP_PASSWORD", "")
EMAIL_USE_TLS = env_bool("ESCALE_SMTP_STARTTLS", default=False)
EMAIL_TIMEOUT = 20

# What the reader sees, and the domain of the return addresses (one signed address a message).
MAIL_FROM = env_str("ESCALE_MAIL_FROM", f"{BRAND_NAME} <ne-pas-repondre@escale.example>")
MAIL_BOUNCE_DOMAIN = env_str("ESCALE_BOUNCE_DOMAIN", "retour.escale.example")
# Ask servers to say that a mail was delivered: as many reports come to the domain above.
MAIL_DELIVERY_REPORTS = env_bool("ESCALE_MAIL_DELIVERY_REPORTS", default=True)
# Seconds before each new try of a temporary refusal; the last one repeats until patience ends.
MAIL_RETRY_SECONDS = [int(delay) for delay in env_list("ESCALE_MAIL_RETRY", "60,300,900,3600")]
# How long a claimed message is one worker's alone: longer than any exchange with the relay.
MAIL_LEASE_SECONDS = env_int("ESCALE_MAIL_LEASE_SECONDS", 60)
# Less than a lease: a server that answers too slowly is left before another worker takes over. And
# less than the half-minute that a worker has to stop.
MAIL_MESSAGE_SECONDS = env_int("ESCALE_MAIL_MESSAGE_SECONDS", 25)
MAIL_PATIENCE_HOURS = env_int("ESCALE_MAIL_PATIENCE_HOURS", 72)
# Mails a minute, of all workers together: to everybody (0: as fast as the relay takes them), and to
# a domain ("orange.fr=300,free.fr=120").
MAIL_PER_MINUTE = env_int("ESCALE_MAIL_PER_MINUTE", 0)
MAIL_DOMAIN_PER_MINUTE = env_rates("ESCALE_MAIL_DOMAIN_PER_MINUTE")
# A folder of this machine, the same after a restart: what the relay took and the database does not
# know yet.
MAIL_NOTES = env_str("ESCALE_MAIL_NOTES", str(ROOT / "var" / "mail"))
