"""What is left out is said; where everything must run it fails, but for what is named."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
TESTS = """
import pytest
from tests.skips import NO_CORPORA

@pytest.mark.skipif(True, reason="no such tool: apt install it")
def test_by_mark(): ...

def test_within(): pytest.skip("no such tool: apt install it")

@pytest.mark.skipif(True, reason=NO_CORPORA)
def test_named(): ...

@pytest.mark.xfail
def test_expected_to_fail(): assert False
"""
WHOLE_FILE = """
import pytest
pytest.importorskip("no_such_module")
"""


@pytest.fixture
def tests(tmp_path: Path) -> Path:
    (tmp_path / "test_some.py").write_text(TESTS)
    (tmp_path / "test_file.py").write_text(WHOLE_FILE)
    return tmp_path


def run(tests: Path, ci: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    return subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-c", os.devnull, "--rootdir", tests),
            *(
                "-p",
                "tests.skips",
                "-p",
                "no:django",
                "-p",
                "no:randomly",
                "-p",
                "no:cacheprovider",
            ),
            *("--continue-on-collection-errors", "-q", tests),
        ],
        env=kept | {"CI": ci, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_elsewhere_it_is_a_message(tests: Path) -> None:
    done = run(tests, ci="")
    assert done.returncode == 0
    assert "2 left out: no such tool: apt install it" in done.stdout
    assert "4 skipped, 1 xfailed" in done.stdout


def test_where_all_must_run_it_fails_by_name(tests: Path) -> None:
    done = run(tests, ci="true")
    assert done.returncode == 1
    for name in ("test_by_mark", "test_within"):
        expected = f"test_some.py::{name} may not be left out here: no such tool: apt install it"
        assert expected in done.stdout
    assert "test_file.py may not be left out here" in done.stdout
    assert "1 failed, 1 skipped, 1 xfailed, 2 errors" in done.stdout
