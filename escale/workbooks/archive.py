"""What a zipped workbook announces, judged before anything unpacks it.

Runs inside the parsing child. A forged directory may lie about sizes: reading each XML part to its
announced end checks them against the checksum, under the child's own limits.
"""

import re
import zipfile
import zlib
from io import BytesIO

from escale.workbooks.limits import MEGABYTE, Limits
from escale.workbooks.refusals import FileRefused, Refusal

ENCRYPTED_FLAG = 0x1
# Below this size a part may be as repetitive as it likes: blank styled rows often are.
RATIO_FLOOR = MEGABYTE
MAX_RATIO = 100
# OpenDocument encrypts each part and says so here.
MANIFEST = "META-INF/manifest.xml"
# No workbook needs a document type, and entities are only ever defined in one. Two kinds of parts
# have harmless ones, by their writers' habit: the manifest, and pictures drawn in XML.
DRAWING = ".svg"


def _in_xml(word: str) -> re.Pattern[bytes]:
    """However the part is encoded."""
    written = (word.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
    return re.compile(b"|".join(map(re.escape, written)))


DOCTYPE, ENTITY = _in_xml("<!DOCTYPE"), _in_xml("<!ENTITY")
BROKEN_ARCHIVE = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)
CHUNK = 256 * 1024
OVERLAP = 32


def check_archive(data: bytes, required_part: str, limits: Limits) -> None:
    """Raise FileRefused unless this is a plain zip of reasonable size with the required part."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            _check_directory(parts, limits)
            if required_part not in {part.filename for part in parts}:
                raise FileRefused(Refusal.FORMAT_MISMATCH)
            if _is_encrypted_document(archive):
                raise FileRefused(Refusal.PASSWORD)
            for part in parts:
                _check_no_entities(archive, part)
    except BROKEN_ARCHIVE:
        raise FileRefused(Refusal.UNREADABLE) from None


def _check_directory(parts: list[zipfile.ZipInfo], limits: Limits) -> None:
    names = [part.filename.replace("\\", "/").lstrip("/").lower() for part in parts]
    if len(parts) > limits.entries or len(set(names)) != len(names):
        raise FileRefused(Refusal.SUSPICIOUS)
    if any(part.flag_bits & ENCRYPTED_FLAG for part in parts):
        raise FileRefused(Refusal.PASSWORD)
    if sum(part.file_size for part in parts) > limits.unpacked_bytes:
        raise FileRefused(Refusal.UNPACKED_TOO_BIG)
    if any(part.file_size > max(RATIO_FLOOR, part.compress_size * MAX_RATIO) for part in parts):
        raise FileRefused(Refusal.UNPACKED_TOO_BIG)


def _is_encrypted_document(archive: zipfile.ZipFile) -> bool:
    return MANIFEST in archive.namelist() and b"encryption-data" in archive.read(MANIFEST)


def _check_no_entities(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Whatever its name: the sheet of a workbook may be called « picture.png »."""
    name = part.filename
    refused = ENTITY if name == MANIFEST or name.lower().endswith(DRAWING) else DOCTYPE
    tail = b""
    with archive.open(part) as stream:
        while chunk := stream.read(CHUNK):
            if refused.search(tail + chunk):
                raise FileRefused(Refusal.SUSPICIOUS)
            tail = chunk[-OVERLAP:]
