from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from django.http import FileResponse

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Kept in memory up to here, on disk beyond: a small export never touches the disk.
IN_MEMORY = 1024 * 1024


def spooled_file() -> BinaryIO:
    """Where a download is written before it is sent; it disappears when closed."""
    return cast(BinaryIO, SpooledTemporaryFile(max_size=IN_MEMORY))


def workbook_response(stream: BinaryIO, name: str) -> FileResponse:
    """A written workbook, sent from its beginning under that file name."""
    stream.seek(0)
    return FileResponse(stream, as_attachment=True, filename=name, content_type=SPREADSHEET)


def pdf_response(pdf: bytes, name: str) -> FileResponse:
    """Shown in the browser; `name` is for who keeps it."""
    response = FileResponse(BytesIO(pdf), filename=name, content_type="application/pdf")
    # As csp.decorators.csp_exempt does: a browser's viewer is a page of its own, with an embed and
    # inline styles that our policy refuses. X-Frame-Options stays.
    response._csp_exempt = True  # type: ignore[attr-defined]
    return response
