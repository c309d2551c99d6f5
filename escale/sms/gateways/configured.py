"""The gateway that the settings name; without one, every text fails and says why."""

from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string

from escale.sms.causes import Cause
from escale.sms.gateways.contract import Accepted, Gateway, GatewayRefused, Report


class NoGateway:
    def send(self, *, phone: str, text: str, report_url: str) -> Accepted:
        raise GatewayRefused(Cause.OURS, "no gateway is configured")

    def read_report(self, body: bytes) -> Report | None:
        return None


def configured_gateway() -> Gateway:
    """Raises ImportError, TypeError or ValueError where the settings are wrong."""
    if not settings.SMS_GATEWAY:
        return NoGateway()
    gateway = import_string(settings.SMS_GATEWAY)
    return cast(Gateway, gateway(sender=settings.SMS_SENDER, **settings.SMS_OPTIONS))
