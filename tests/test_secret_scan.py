"""A secret that somebody commits is found, wherever it stands; what is known is not told again."""

from pathlib import Path

import pytest

from tests import secret_scan

# In two parts: neither is a secret.
PLANTED = {
    "code.py": 'API_KEY = "Zk3v9QpLw7' + 'Tn2Xy8"',
    "page.html": "<p>AKIA" + "QYLPMN5HHHFPZAM2</p>",
    "compose.yaml": "db:\n  environment:\n    password: hunter2" + "hunter",
    "notes.md": "-----BEGIN RSA " + "PRIVATE KEY-----",
    "environment": "DATABASE_URL=postgresql://escale:" + "x7Kp2mQ9@db/escale",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_secret_is_found_at_its_line(folder: Path, name: str) -> None:
    (folder / name).write_text(f"nothing\n{PLANTED[name]}\n")
    (secret,) = secret_scan.scanned([name])
    number = 1 + len(PLANTED[name].splitlines())
    assert secret.where == f"{name}:{number}"


def test_what_is_known_is_known_in_another_file_too(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "code.py").write_text(PLANTED["code.py"])
    monkeypatch.setattr(secret_scan, "ROOT", folder)
    monkeypatch.setattr(secret_scan, "BASELINE", folder / ".secrets.baseline")
    monkeypatch.setattr(secret_scan, "tracked", lambda: ["code.py"])
    secret_scan.BASELINE.write_text("[]")
    assert secret_scan.main() == 1
    assert capsys.readouterr().err == "code.py:1: Secret Keyword\n"
    secret_scan.write(secret_scan.scanned(["code.py"]))
    (folder / "code.py").rename(folder / "moved.py")
    monkeypatch.setattr(secret_scan, "tracked", lambda: ["moved.py"])
    assert secret_scan.main() == 0
