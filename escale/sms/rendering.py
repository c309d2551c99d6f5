"""From a template (`<template>.txt`) to what a phone shows."""

from django.conf import settings
from django.template import Context, engines
from django.template.backends.django import DjangoTemplates
from django.utils import translation

from escale.kernel.brand import product_names
from escale.kernel.tokens import sign_digits
from escale.sms.models import OutgoingText
from escale.sms.text_length import simplified

# What `code_payload` is signed for: `digits_match(CODE_PURPOSE, payload, typed)` checks it.
CODE_PURPOSE = "sms-code"


def render_text(text: OutgoingText) -> str:
    """The words in the portal's language, in the alphabet of phones as far as they can be."""
    values = text.context | {
        "site_url": settings.SITE_URL,
        "brand": settings.BRAND_NAME,
        "family": product_names("family"),
    }
    if text.code_payload:
        values["code"] = sign_digits(CODE_PURPOSE, text.code_payload)
    engine = engines["django"]
    assert isinstance(engine, DjangoTemplates)  # noqa: S101
    with translation.override(settings.LANGUAGE_CODE):
        template = engine.engine.get_template(f"{text.template}.txt")
        return simplified(template.render(Context(values, autoescape=False)).strip())
