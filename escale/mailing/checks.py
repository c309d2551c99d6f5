"""A provider that cannot be used stops the start, rather than each message."""

from collections.abc import Sequence

from anymail.exceptions import AnymailConfigurationError
from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.mail import get_connection

from escale.mailing.providers import PROVIDERS


@register()
def provider_can_be_used(
    app_configs: Sequence[AppConfig] | None, **_kwargs: object
) -> list[CheckMessage]:
    provider = settings.MAIL_PROVIDER
    if not provider:
        return []
    if provider not in PROVIDERS:
        known = ", ".join(PROVIDERS)
        return [Error(f"ESCALE_MAIL_PROVIDER: {provider} is none of {known}.", id="mailing.E001")]
    found: list[CheckMessage] = []
    if ":" not in settings.MAIL_WEBHOOK_SECRET:
        hint = "Without it anybody could tell that mail failed: give it as user:password."
        found.append(Error("Set ESCALE_MAIL_WEBHOOK_SECRET.", hint=hint, id="mailing.E002"))
    try:
        get_connection()
    except (AnymailConfigurationError, TypeError) as error:
        found.append(Error(f"ESCALE_MAIL_OPTIONS: {error}", id="mailing.E003"))
    return found
