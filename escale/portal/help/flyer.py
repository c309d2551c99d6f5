"""The flyer « Activer mes Chèques-Vacances Connect » on one A4 page (R21, R46)."""

from pathlib import Path

from django.utils.text import get_valid_filename

from escale.documents.qr_codes import qr_code
from escale.documents.typesetting import typeset
from escale.kernel.brand import product_names

TEMPLATE = Path(__file__).parents[1] / "templates/portal/help/flyer.typ"


def flyer_file_name() -> str:
    """« Flyer_Activer_mes_Chèques-Vacances_Connect.pdf »."""
    return get_valid_filename(f"Flyer Activer mes {product_names('connect')}.pdf")


def flyer_document(address: str, *, link_days: int) -> bytes:
    """The PDF that leads to the help at `address`, by its QR code too."""
    return typeset(
        TEMPLATE,
        {
            "products": product_names("connect"),
            "address": address,
            "link_days": link_days,
            "qr_code": qr_code(address),
        },
    )
