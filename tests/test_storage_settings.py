import runpy
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.settings import storage


def told(monkeypatch: pytest.MonkeyPatch, **variables: str) -> dict[str, Any]:
    """The default storage, as these variables have it."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    found: dict[str, Any] = runpy.run_path(str(Path(storage.__file__)))["STORAGES"]["default"]
    return found


def test_nothing_said_is_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ESCALE_STORAGE", raising=False)
    assert told(monkeypatch) == {"BACKEND": "escale.files.storage.DatabaseStorage"}


def test_a_store_that_speaks_s3(monkeypatch: pytest.MonkeyPatch) -> None:
    found = told(
        monkeypatch, ESCALE_STORAGE="s3", ESCALE_STORAGE_OPTIONS='{"bucket_name": "files"}'
    )
    assert found["BACKEND"] == "storages.backends.s3.S3Storage"
    assert found["OPTIONS"]["bucket_name"] == "files"
    # Two clients' files never meet under one name.
    assert found["OPTIONS"]["file_overwrite"] is False


def test_anything_else_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ImproperlyConfigured, match="ESCALE_STORAGE"):
        told(monkeypatch, ESCALE_STORAGE="ftp")
