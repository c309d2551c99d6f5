"""Fields of rows that name a stored file."""

from os import PathLike
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.db import models

# Of « .xlsx » and the like; what else may follow a dot is not ours to keep.
SUFFIX_LENGTH = 8


class StoredFileField(models.FileField):
    """Nothing of the name that was sent but its extension, which says how to read the file.

    For migrations it is Django's own field: they import nothing of ours.
    """

    def generate_filename(self, instance: models.Model, filename: str | PathLike[str]) -> str:
        suffix = Path(filename).suffix.lower()[:SUFFIX_LENGTH]
        return super().generate_filename(instance, f"{uuid4().hex}{suffix}")

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.FileField", list(args), kwargs
