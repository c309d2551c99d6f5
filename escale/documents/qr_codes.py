"""An address as a drawing that the camera of a telephone reads."""

from functools import lru_cache
from io import BytesIO

import qrcode
from qrcode.image.svg import SvgPathImage


@lru_cache(maxsize=8)
def qr_code(address: str) -> str:
    """As SVG, without the quiet zone, which the page gives. Never of an address that is secret."""
    image = qrcode.make(address, image_factory=SvgPathImage, border=0)
    stream = BytesIO()
    image.save(stream)
    return stream.getvalue().decode()


def qr_drawing(address: str) -> str:
    """The same inside of a page: without what announces a file."""
    svg = qr_code(address)
    return svg[svg.index("<svg") :]
