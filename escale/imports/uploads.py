"""The file that was sent: kept until it has been read, by way of a local copy."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.db import transaction

from escale.imports.errors import SourceGone
from escale.imports.models import UPLOADS, Import
from escale.kernel.stored_files import forget_lost_files


@contextmanager
def local_copy(imported: Import) -> Iterator[Path]:
    """The storage of files may be another machine's. The copy has no extension: its reader is told
    the name. Raises SourceGone.
    """
    with tempfile.NamedTemporaryFile() as local:
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


def forget_lost_uploads(*, before: datetime) -> int:
    """Files kept for an import that was never committed. How many went."""
    storage = Import._meta.get_field("upload").storage
    kept = set(Import.objects.exclude(upload="").values_list("upload", flat=True))
    return forget_lost_files(storage, UPLOADS, kept=kept, before=before)
