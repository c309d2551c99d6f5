"""Where the files of rows go, and what a migration says of it."""

import re

import pytest

from escale.files.fields import StoredFileField
from escale.files.models import StoredFile

FIELD = StoredFileField(upload_to="orders", blank=True)


@pytest.mark.parametrize(
    ("sent", "suffix"),
    [
        ("Bénéficiaires 2026.XLSX", ".xlsx"),
        ("../../etc/passwd", ""),
        ("sans extension", ""),
        ("a.very-long-extension", ".very-lo"),
    ],
)
def test_a_name_of_ours_keeps_the_extension_alone(sent: str, suffix: str) -> None:
    name = FIELD.generate_filename(StoredFile(), sent)
    assert re.fullmatch(rf"orders/[0-9a-f]{{32}}{re.escape(suffix)}", name)


def test_two_files_of_one_name_are_two() -> None:
    names = {FIELD.generate_filename(StoredFile(), "liste.csv") for _file in range(2)}
    assert len(names) == 2


def test_for_a_migration_it_is_django_s_own() -> None:
    _name, path, _args, kwargs = FIELD.deconstruct()
    assert (path, kwargs) == ("django.db.models.FileField", {"upload_to": "orders", "blank": True})
