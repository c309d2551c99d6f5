"""The file that was sent: kept until it has been read, by way of a local copy."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import transaction

from escale.imports.errors import SourceGone
from escale.imports.models import Import


@contextmanager
def local_copy(imported: Import) -> Iterator[Path]:
    """The storage of files may be another machine's. Raises SourceGone."""
    with tempfile.NamedTemporaryFile(suffix=Path(imported.file_name).suffix) as local:
        try:
            with imported.upload.open("rb") as stored:
                shutil.copyfileobj(stored, local)
        except (FileNotFoundError, ValueError):
            raise SourceGone from None
        local.flush()
        yield Path(local.name)


def forget_upload(imported: Import) -> None:
    """Once this transaction is committed; the caller saves the import."""
    if not imported.upload:
        return
    storage, name = imported.upload.storage, str(imported.upload.name)
    transaction.on_commit(lambda: storage.delete(name))
    imported.upload = ""
