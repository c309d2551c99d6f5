from tempfile import SpooledTemporaryFile

# Kept in memory up to here, on disk beyond: a small export never touches the disk.
IN_MEMORY = 1024 * 1024


def spooled_file() -> SpooledTemporaryFile[bytes]:
    """Where a download is written before it is sent; it disappears when closed."""
    return SpooledTemporaryFile(max_size=IN_MEMORY)
