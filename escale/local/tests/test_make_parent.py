import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
WATCHER = """
import sys, time
from escale.local.make_parent import MakeParent
parent = MakeParent()
print("watching", flush=True)
deadline = time.monotonic() + 20
while not parent.is_interrupted():
    if time.monotonic() > deadline:
        sys.exit("never interrupted")
    time.sleep(0.05)
print("interrupted", flush=True)
"""


@pytest.mark.skipif(shutil.which("make") is None, reason="no make here: apt install make")
def test_make_interrupted_alone_is_noticed(tmp_path: Path) -> None:
    script = tmp_path / "watcher.py"
    script.write_text(WATCHER)
    makefile = tmp_path / "Makefile"
    # As in our own Makefile: no shell between make and the command.
    makefile.write_text(f"export PYTHONPATH := {ROOT}\nwatch:\n\t@{sys.executable} {script}\n")
    # `make test` is a make itself: this one must not take itself for its child.
    environment = {key: value for key, value in os.environ.items() if not key.startswith("MAKE")}
    with subprocess.Popen(
        ["make", "-f", str(makefile), "watch"],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        process_group=0,
        # A shell's background job ignores interrupts, and passes that on.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as make:
        assert make.stdout is not None
        assert make.stdout.readline() == "watching\n"
        time.sleep(0.2)
        make.send_signal(signal.SIGINT)
        assert "interrupted" in make.stdout.read()


def test_without_make_nothing_is_noticed() -> None:
    script = WATCHER.replace("+ 20", "+ 0.3")
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert "never interrupted" in done.stderr
