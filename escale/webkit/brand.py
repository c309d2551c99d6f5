"""The brand's style sheet and logo, as files: their addresses change with what they hold."""

from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from escale.kernel.brand import mark, style_sheet

A_YEAR = "public, max-age=31536000, immutable"


@require_safe
def brand_style(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(style_sheet(), content_type="text/css", headers={"Cache-Control": A_YEAR})


@require_safe
def brand_mark(_request: HttpRequest) -> HttpResponse:
    headers = {"Cache-Control": A_YEAR}
    return HttpResponse(mark(), content_type="image/svg+xml", headers=headers)


def style_address() -> str:
    """Empty where there is nothing to change."""
    sheet = style_sheet()
    return f"{reverse('brand_style')}?v={_digest(sheet)}" if sheet else ""


def mark_address() -> str:
    return f"{reverse('brand_mark')}?v={_digest(mark())}"


def _digest(content: str) -> str:
    return sha256(content.encode()).hexdigest()[:12]
