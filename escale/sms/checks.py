"""A gateway that cannot be made stops the start, rather than each text."""

from collections.abc import Sequence

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register

from escale.sms.gateways.configured import configured_gateway


@register()
def gateway_can_be_made(
    app_configs: Sequence[AppConfig] | None, **_kwargs: object
) -> list[CheckMessage]:
    try:
        configured_gateway()
    except (ImportError, TypeError, ValueError) as error:
        return [Error(f"ESCALE_SMS_GATEWAY, ESCALE_SMS_OPTIONS: {error}", id="sms.E001")]
    return []
