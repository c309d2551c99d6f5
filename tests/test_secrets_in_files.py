"""A secret that somebody commits is found, wherever the lines around it move."""

from pathlib import Path

import pytest

from tests import secrets_in_files
from tests.secrets_in_files import accept, known, main, secrets_in

# Put together here, or it would be found in this very file.
SECRET = "AKIA" + "QYLPMN5HHHFPZAM2"


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One file, which holds nothing yet."""
    (tmp_path / "settings.py").write_text("DEBUG = False\n")
    monkeypatch.setattr(secrets_in_files, "ROOT", tmp_path)
    monkeypatch.setattr(secrets_in_files, "BASELINE", tmp_path / ".secrets.baseline")
    monkeypatch.setattr(secrets_in_files, "tracked_files", lambda: ["settings.py"])
    return tmp_path


def test_nothing_is_found_where_there_is_nothing() -> None:
    assert main([]) == 0


def test_a_new_secret_fails_and_names_its_line(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / "settings.py").write_text(f'DEBUG = False\nKEY = "{SECRET}"\n')
    assert main([]) == 1
    assert "settings.py:2: AWS Access Key" in capsys.readouterr().out


def test_what_was_accepted_may_move(repository: Path) -> None:
    (repository / "settings.py").write_text(f'KEY = "{SECRET}"\n')
    accept(secrets_in(["settings.py"]))
    assert known()
    (repository / "settings.py").write_text(f'\n\nKEY = "{SECRET}"\n')
    assert main([]) == 0
