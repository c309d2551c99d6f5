"""Files kept in a storage beside rows that name them."""

from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from django.core.files.storage import Storage

NAME_LENGTH = 200


def bounded_name(name: str) -> str:
    """A name as rows keep it: cut before its extension, which says how to read the file."""
    path = Path(name)
    suffix = path.suffix[:NAME_LENGTH]
    return path.stem[: NAME_LENGTH - len(suffix)] + suffix


def forget_lost_files(
    storage: Storage, folder: str, *, kept: Collection[str], before: datetime
) -> int:
    """Those that no row names: a server died between the file and its row. How many went."""
    try:
        _folders, names = storage.listdir(folder)
    except FileNotFoundError:
        return 0
    lost = [
        path
        for path in (f"{folder}/{name}" for name in names)
        if path not in kept and storage.get_modified_time(path) < before
    ]
    for path in lost:
        storage.delete(path)
    return len(lost)
