"""What differs between root and an ordinary user; the rest of the suite runs as either."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from escale.local import postgres_binaries
from escale.local.errors import LocalError
from escale.local.place import REPOSITORY
from escale.local.postgres_binaries import find_binaries
from escale.local.server_account import ServerAccount, server_account

pytestmark = pytest.mark.slow

SYSTEM_PYTHON = Path("/usr/bin/python3")
NOBODY = 65534
LIFE = """
from escale.local.postgres_cluster import Cluster
cluster = Cluster()
print(cluster.home, cluster.start(), cluster.start(), cluster.is_running(), cluster.stop())
"""

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root, to become somebody else")


@pytest.fixture
def open_directory() -> Iterator[Path]:
    """Outside pytest's own directories, which are closed to other accounts."""
    directory = Path(tempfile.mkdtemp())
    directory.chmod(0o755)
    yield directory
    shutil.rmtree(directory)


@as_root
@pytest.mark.skipif(not SYSTEM_PYTHON.exists(), reason="needs a Python that everybody may run")
def test_ordinary_user_keeps_the_data_in_the_checkout(open_directory: Path) -> None:
    checkout = open_directory / "checkout"
    shutil.copytree(REPOSITORY / "escale" / "local", checkout / "escale" / "local")
    os.chown(checkout, NOBODY, NOBODY)
    wheels = Path(postgres_binaries._wheel_directory() or "/nowhere").parent

    life = subprocess.run(
        [SYSTEM_PYTHON, "-c", LIFE],
        user=NOBODY,
        group=NOBODY,
        extra_groups=[],
        cwd="/",
        env={"PYTHONPATH": f"{checkout}:{wheels}", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
    )

    assert life.stderr == ""
    assert life.stdout.strip() == f"{checkout}/var/postgres True False True True"


@as_root
def test_root_copies_the_wheel_out_of_a_closed_directory(
    open_directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel = postgres_binaries._wheel_directory()
    assert wheel is not None
    closed = open_directory / "closed"
    closed.mkdir(mode=0o700)
    for folder in (wheel / "pginstall18", wheel.with_name(f"{wheel.name}.libs")):
        shutil.copytree(folder, closed / folder.relative_to(wheel.parent))
    monkeypatch.setattr(postgres_binaries, "_wheel_directory", lambda: closed / wheel.name)

    found = find_binaries(server_account(), open_directory / "copies")

    assert found.major == 18
    assert found.directory.is_relative_to(open_directory / "copies")
    assert find_binaries(server_account(), open_directory / "copies") == found


def test_no_postgresql_anywhere_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(postgres_binaries, "program_directories", lambda: iter([tmp_path]))

    with pytest.raises(LocalError, match="PostgreSQL est introuvable"):
        find_binaries(server_account(), tmp_path / "copies")


def test_a_name_taken_by_a_stranger_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "taken").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(LocalError, match="n’est pas à nous"):
        ServerAccount(os.geteuid(), os.getegid()).make_private(tmp_path / "taken")
