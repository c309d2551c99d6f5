"""Colours that many could not read are told at the start: the issuer may still choose them."""

from collections.abc import Sequence

from django.apps import AppConfig
from django.core.checks import CheckMessage, Warning, register

from escale.kernel.brand import unreadable


@register()
def brand_can_be_read(
    app_configs: Sequence[AppConfig] | None, **_kwargs: object
) -> list[CheckMessage]:
    return [
        Warning(f"ESCALE_BRAND_TOKENS: {pair}.", id="webkit.W001", hint="docs/how-to/brand.md")
        for pair in unreadable()
    ]
