"""The processes of a portal: started, restarted when they die as systemd would, ended."""

import contextlib
import http.client
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

from django.db import connection

ROOT = Path(__file__).parents[2]
SETTINGS = "tests.rig.settings"
PATIENCE_SECONDS = 120
RESTART_SECONDS = 0.2


def wait_until(condition: Callable[[], bool], seconds: float = PATIENCE_SECONDS) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.05)


def database_url(host: str = "") -> str:
    """Of the database that Django is connected to, as another host would call it."""
    told = connection.settings_dict
    place = quote(host or told["HOST"], safe="")
    port = f"&port={told['PORT']}" if told["PORT"] else ""
    return f"postgresql://{told['USER']}@/{told['NAME']}?host={place}{port}"


def web(port: int, *, host: str = "127.0.0.1", workers: int = 2) -> list[str]:
    options = ["--interface", "wsgi", "--host", host, "--port", str(port)]
    options += ["--workers", str(workers), "--blocking-threads", "1", "--respawn-failed-workers"]
    options += ["--workers-kill-timeout", "10", "--log-level", "warning"]
    return [sys.executable, "-m", "granian", *options, "config.wsgi:application"]


def worker(concurrency: int = 4) -> list[str]:
    options = ["--concurrency", str(concurrency), "--delete-jobs", "successful"]
    options += ["--shutdown-graceful-timeout", "5"]
    # As in deploy/systemd: pages come first.
    manage = ["nice", "-n", "10", sys.executable, str(ROOT / "manage.py")]
    return [*manage, "procrastinate", "--verbosity", "0", "worker", *options]


class Service:
    """One process and those it makes, in a `with` block."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], log: Path) -> None:
        self._command = command
        self._environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": SETTINGS,
            "PYTHONUNBUFFERED": "1",
            **environment,
        }
        self._log = log
        self._wanted = threading.Event()
        self._watch = threading.Thread(target=self._keep_up, daemon=True)
        self.starts = 0
        self.process: subprocess.Popen[bytes]

    def __enter__(self) -> Self:
        self._wanted.set()
        self._start()
        self._watch.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._wanted.clear()
        self._watch.join()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def renew(self) -> None:
        """Asked to end, waited for, and started again."""
        former = self.process
        former.terminate()
        former.wait(PATIENCE_SECONDS)
        wait_until(lambda: self.process is not former)

    def _start(self) -> None:
        self.starts += 1
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(
                self._command,
                cwd=ROOT,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def _keep_up(self) -> None:
        """As `Restart=always` does."""
        while self._wanted.is_set():
            if self.process.poll() is not None:
                time.sleep(RESTART_SECONDS)
                if self._wanted.is_set():
                    self._start()
            time.sleep(0.1)


def answers(port: int, *, host: str = "127.0.0.1", path: str = "/healthz") -> bool:
    link = http.client.HTTPConnection(host, port, timeout=5)
    try:
        link.request("GET", path)
        return link.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        link.close()
