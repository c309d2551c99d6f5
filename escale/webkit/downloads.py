from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from csp.decorators import csp_exempt
from django.http import HttpResponse
from django.utils.http import content_disposition_header

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# For views of PDFs: a browser's own viewer is an embed with inline styles, which our policy refuses.
# X-Frame-Options stays.
pdf_view = csp_exempt()
# Kept in memory up to here, on disk beyond: a small export never touches the disk.
IN_MEMORY = 1024 * 1024


def spooled_file() -> BinaryIO:
    """Where a download is written before it is sent; it disappears when closed."""
    return cast(BinaryIO, SpooledTemporaryFile(max_size=IN_MEMORY))


def pdf_response(pdf: bytes, name: str) -> HttpResponse:
    """Shown in the browser; `name` is for who keeps it."""
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={
            "Content-Disposition": content_disposition_header(as_attachment=False, filename=name)
        },
    )
