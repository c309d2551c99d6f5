"""Files in the database that all hosts have already: nothing else to share, to secure, to back up.

They come and go with the transaction that names them, and stand behind the same wall as their row.
"""

from collections.abc import Iterator
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO, Any, cast

from django.core.files import File
from django.core.files.storage import Storage
from django.db import transaction
from django.utils import timezone
from django.utils.deconstruct import deconstructible

from escale.files.models import StoredChunk, StoredFile
from escale.tenancy.scopes import system_scope

# In memory at once, whatever the size of the file.
CHUNK_BYTES = 1024 * 1024


@deconstructible
class DatabaseStorage(Storage):
    """Django's contract, for files written once and read whole. Offers no address."""

    def _open(self, name: str, mode: str = "rb") -> File[bytes]:
        """A local copy: an answer that streams is read after its scope has ended."""
        if mode != "rb":
            raise ValueError(f"A stored file is opened to be read, not with mode {mode!r}.")
        stored = self._find(name)
        copy = SpooledTemporaryFile(max_size=CHUNK_BYTES)  # noqa: SIM115  # the caller closes it
        for chunk in self._chunks(stored):
            copy.write(chunk)
        copy.seek(0)
        return File(cast(IO[bytes], copy), name)

    @transaction.atomic
    def _save(self, name: str, content: File[Any]) -> str:
        stored = StoredFile.objects.create(name=name)
        for position, chunk in enumerate(content.chunks(CHUNK_BYTES)):
            StoredChunk.objects.create(file=stored, position=position, content=chunk)
            stored.size += len(chunk)
        stored.save(update_fields=["size"])
        return name

    def delete(self, name: str) -> None:
        """Whoever names it: it goes when the transaction that forgot it is over, and its scope
        with it. Names are not to be guessed."""
        with system_scope():
            StoredFile.objects.filter(name=name).delete()

    def exists(self, name: str) -> bool:
        return StoredFile.objects.filter(name=name).exists()

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        inside = f"{path.rstrip('/')}/" if path else ""
        found = StoredFile.objects.filter(name__startswith=inside).values_list("name", flat=True)
        rest = [name.removeprefix(inside) for name in found.order_by("name")]
        folders = {name.partition("/")[0] for name in rest if "/" in name}
        return sorted(folders), [name for name in rest if "/" not in name]

    def size(self, name: str) -> int:
        return self._find(name).size

    def get_modified_time(self, name: str) -> datetime:
        return timezone.localtime(self._find(name).modified_at)

    def _find(self, name: str) -> StoredFile:
        stored = StoredFile.objects.filter(name=name).first()
        if stored is None:
            raise FileNotFoundError(name)
        return stored

    def _chunks(self, stored: StoredFile) -> Iterator[bytes]:
        """One query each: a server-side cursor would have to outlive the caller's transaction."""
        position = 0
        while chunk := stored.chunks.filter(position=position).first():
            yield bytes(chunk.content)
            position += 1
