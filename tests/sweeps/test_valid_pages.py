"""Every page that the resolver knows, read by html-validate as who may open it."""

import subprocess
from pathlib import Path

import pytest
from django.test import Client as Browser

from escale.accounts.models import User
from escale.clients.models import Member
from tests.paths import ROUTES, path_of
from tests.possessions import one_of_everything
from tests.sweeps.test_hostile_requests import read_to_its_end

ROOT = Path(__file__).parents[2]
VALIDATOR = ROOT / "node_modules" / ".bin" / "html-validate"
SETTINGS = ROOT / ".htmlvalidate.mjs"


@pytest.fixture(scope="module")
def validator() -> Path:
    """Where npm installs nothing there is none; in CI, that is an error of make."""
    command = ["make", "-s", "node_modules/.package-lock.json"]
    made = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert made.returncode == 0, made.stdout + made.stderr
    if not VALIDATOR.exists():
        pytest.skip(made.stdout)
    return VALIDATOR


@pytest.fixture
def readers(alice: Member, staff: User) -> dict[str, Browser]:
    readers = {"visitor": Browser(), "member": Browser(), "staff": Browser()}
    readers["member"].force_login(alice.user)
    readers["staff"].force_login(staff)
    return readers


def test_pages_are_valid(
    alice: Member, readers: dict[str, Browser], validator: Path, tmp_path: Path
) -> None:
    mine = one_of_everything(alice)
    for route in ROUTES:
        for reader, browser in readers.items():
            answer = browser.get(path_of(route, mine))
            read_to_its_end(answer)
            if "text/html" in answer.get("Content-Type", "") and "<!doctype html>" in answer.text:
                page = tmp_path / f"{route.name.replace(':', '-')}--{reader}.html"
                page.write_text(answer.text, encoding="utf-8")
    assert len(list(tmp_path.iterdir())) > 100
    command: list[str | Path] = [validator, "--config", SETTINGS, "--formatter", "text", tmp_path]
    read = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert read.stdout.replace(f"{tmp_path}/", "") == ""
    assert read.returncode == 0, read.stderr
