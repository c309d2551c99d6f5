"""What stops the start, and what is skipped; the journeys run the whole command."""

import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from escale.demo import preparation
from escale.demo.preparation import collect_changed_static_files
from escale.local.ports import LOOPBACK


@pytest.fixture(autouse=True)
def _signals() -> Iterator[None]:
    """The command takes signals over for the rest of its process: here that is pytest."""
    former = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in former.items():
        signal.signal(number, handler)


def test_a_real_relay_is_refused(settings: Settings) -> None:
    settings.EMAIL_HOST = "smtp.escale.example"

    with pytest.raises(SystemExit, match=r"Un relais de courrier est configuré \(smtp\.escale"):
        call_command("demo")


def test_a_port_already_taken_is_said(settings: Settings) -> None:
    with socket.create_server((LOOPBACK, 0)) as server:
        settings.PORT = server.getsockname()[1]

        with pytest.raises(SystemExit, match="est déjà pris"):
            call_command("demo")


def test_static_files_are_collected_only_when_one_changes(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.STATIC_ROOT = tmp_path
    files = ["portal.css 12 1"]
    collected: list[str] = []
    monkeypatch.setattr(preparation, "_static_files", lambda: iter(files))
    monkeypatch.setattr(preparation, "call_command", lambda name, **_: collected.append(name))

    for _ in range(2):
        collect_changed_static_files()
    assert collected == ["collectstatic"]
    files[0] = "portal.css 13 2"
    collect_changed_static_files()

    assert collected == ["collectstatic"] * 2
