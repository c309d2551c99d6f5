import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from escale.local import running_demo, stop
from escale.local.errors import LocalError
from escale.local.place import Place
from escale.local.running_demo import only_demo, stop_demo

DEMO = """
import signal, sys
from pathlib import Path
from escale.local import running_demo
from escale.local.place import Place
place = Place("demo")
place.home = Path(sys.argv[1])
running_demo.demo_place = lambda: place
running_demo.is_embedded = lambda: True
with running_demo.only_demo():
    print("running", flush=True)
    signal.pause()
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The place of a pretended checkout's demonstration."""
    place = Place("demo", tmp_path)
    place.home = tmp_path / "demo"
    monkeypatch.setattr(running_demo, "demo_place", lambda: place)
    monkeypatch.setattr(running_demo, "is_embedded", lambda: True)
    return place.home


@pytest.fixture
def demo(home: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", DEMO, str(home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as demo:
        assert demo.stdout is not None
        demo.stdout.readline()
        yield demo
        demo.kill()


def test_a_second_demonstration_is_refused(demo: subprocess.Popen[str]) -> None:
    with pytest.raises(LocalError, match="La démonstration tourne déjà"), only_demo():
        pass


def test_the_running_demonstration_is_asked_to_end(demo: subprocess.Popen[str]) -> None:
    assert stop_demo() is True
    assert demo.wait(timeout=5) == -15
    assert stop_demo() is False


def test_a_killed_demonstration_bars_nobody(demo: subprocess.Popen[str]) -> None:
    demo.kill()
    demo.wait()

    assert stop_demo() is False
    with only_demo():
        pass


def test_stop_says_when_nothing_was_running(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    class Down:
        def __init__(self, name: str) -> None:
            pass

        def stop(self) -> bool:
            return False

    monkeypatch.setattr(stop, "Cluster", Down)

    stop.main()

    assert capsys.readouterr().err == "Rien ne tournait.\n"
