from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

# Kept in memory up to here, on disk beyond: a small export never touches the disk.
IN_MEMORY = 1024 * 1024


def spooled_file() -> BinaryIO:
    """Where a download is written before it is sent; it disappears when closed."""
    return cast(BinaryIO, SpooledTemporaryFile(max_size=IN_MEMORY))
