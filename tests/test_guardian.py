"""A run of the tests that is killed leaves no process and no cluster behind."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest

from tests.rig import guardian
from tests.rig.guardian import MARK, end_marked, marked

ROOT = Path(__file__).parents[1]
PATIENCE_SECONDS = 30
# A run: its guardian, then a process of its own, then nothing more.
RUN = f"""
import os, subprocess, sys, time
from tests.rig.guardian import Guardian
Guardian(sys.argv[1], "")
os.environ["{MARK}"] = sys.argv[1]
subprocess.Popen(["sleep", "600"])
print("running", flush=True)
time.sleep(600)
"""
STUBBORN = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("running", flush=True)
time.sleep(600)
"""


@pytest.fixture
def mark() -> str:
    return uuid4().hex


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def started(*command: str, **variables: str) -> subprocess.Popen[str]:
    """Once it says that it runs."""
    process = subprocess.Popen(
        [sys.executable, "-c", *command],
        cwd=ROOT,
        env=os.environ | variables,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "running\n"
    return process


def test_what_a_killed_run_started_ends(mark: str) -> None:
    with started(RUN, mark) as run:
        # A process shows its environment a moment after it has started.
        wait_until(lambda: len(marked(mark)) == 1)
        run.kill()
    wait_until(lambda: not marked(mark))


def test_who_will_not_end_is_killed(mark: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guardian, "GRACE_SECONDS", 0.3)
    with started(STUBBORN, **{MARK: mark}) as stubborn:
        end_marked(mark)
        assert stubborn.wait(PATIENCE_SECONDS) == -9


def test_only_what_carries_the_mark_is_touched(mark: str) -> None:
    with started(STUBBORN, **{MARK: f"{mark}-another"}) as another:
        end_marked(mark)
        assert another.poll() is None
        another.kill()


def test_the_cluster_of_a_killed_server_is_removed(
    mark: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "cluster" / "data"
    data.mkdir(parents=True)
    monkeypatch.setattr(guardian, "GRACE_SECONDS", 0.3)
    # Named as PostgreSQL's own process is.
    command = ["postgres", "-c", STUBBORN, "-D", str(data)]
    with subprocess.Popen(
        command, executable=sys.executable, env=os.environ | {MARK: mark}, stdout=subprocess.PIPE
    ) as server:
        assert server.stdout is not None
        server.stdout.readline()
        end_marked(mark)
    assert not data.parent.exists()
