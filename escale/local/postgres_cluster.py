"""One private PostgreSQL: made when new, started when down, reached by a Unix socket only."""

import os
import shlex
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

from escale.local.errors import LocalError
from escale.local.place import REPOSITORY, Place
from escale.local.postgres_binaries import Binaries, find_binaries
from escale.local.postmaster import Postmaster
from escale.local.server_account import server_account

OWNER = "escale"
PATIENCE_SECONDS = 60
# The kernel's limit for a socket's whole path is 108 bytes.
SOCKET_PATH_BYTES = 100
FORGETFUL = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}


class Cluster:
    """A data directory and its server; `name` sets apart the clusters of one checkout.

    Two commands that start it at once make one server.
    """

    def __init__(self, name: str = "postgres", repository: Path = REPOSITORY) -> None:
        self._account = server_account()
        self._place = Place(name, repository)
        self.home = self._place.home
        self.data = self.home / "data"
        self.sockets = self._socket_directory()
        self._postmaster = Postmaster(self.data, self.sockets)
        # Of a drill with several hosts; nobody else listens on a network.
        self.listen_addresses = ""
        # A cluster of tests may lose everything when the machine falls: it is quicker for it.
        self.is_durable = True

    def url(self, dbname: str = OWNER) -> str:
        """A libpq address; the port is said, or a PGPORT of the environment would change it."""
        host = quote(os.fspath(self.sockets), safe="")
        return f"postgresql://{OWNER}@/{quote(dbname, safe='')}?host={host}&port=5432"

    def is_running(self) -> bool:
        return self._postmaster.pid() is not None

    def start(self) -> bool:
        """Have the server answer; True if this call started it."""
        with self._one_at_a_time():
            if self.is_running():
                self._wait(self._postmaster.is_ready)
                return False
            self._account.make_private(self.sockets)
            if not self._has_data():
                self._initialise()
            self._check_major()
            self._postmaster.clear_leftovers()
            self._launch()
            return True

    def stop(self) -> bool:
        """End the server, its sessions too; True if there was one to stop."""
        if not self.home.exists():
            return False
        with self._one_at_a_time():
            pid = self._postmaster.pid()
            if pid is None:
                return False
            os.kill(pid, signal.SIGINT)
            self._wait(lambda: not self.is_running())
            return True

    def _socket_directory(self) -> Path:
        directory = self.home / "s"
        too_long = len(os.fsencode(directory / ".s.PGSQL.5432")) >= SOCKET_PATH_BYTES
        # libpq reads a comma as the start of another host.
        if too_long or "," in os.fspath(directory):
            return Path(f"/tmp/escale-{self._place.key}")  # noqa: S108
        return directory

    @cached_property
    def _binaries(self) -> Binaries:
        return find_binaries(self._account, self.home / "binaries")

    @contextmanager
    def _one_at_a_time(self) -> Iterator[None]:
        """Serialise starts and stops between processes; what the system refuses is said plainly."""
        try:
            with self._place.locked("lock"):
                yield
        except OSError as error:
            raise self._broken(str(error)) from error

    def _has_data(self) -> bool:
        return self.data.exists() and any(self.data.iterdir())

    def _initialise(self) -> None:
        """Make the cluster aside, then rename it: an interrupted start leaves no half of one."""
        for abandoned in self.home.glob("data.unfinished-*"):
            shutil.rmtree(abandoned, ignore_errors=True)
        unfinished = self.home / f"data.unfinished-{uuid4().hex[:8]}"
        self._account.make_private(unfinished)
        programs = self._binaries.directory
        options = ["-U", OWNER, "-A", "trust", "-E", "UTF8", *self._binaries.locale_options]
        made = self._account.run(programs / "initdb", "-D", unfinished, *options)
        if made.returncode != 0:
            raise LocalError(f"La base embarquée n’a pas pu être créée : {_last(made.stderr)}")
        made = self._account.run(
            programs / "postgres", "--single", "-D", unfinished, "postgres",
            stdin=f"CREATE DATABASE {OWNER};\n",
        )  # fmt: skip
        if made.returncode != 0:
            raise LocalError(f"La base embarquée n’a pas pu être créée : {_last(made.stderr)}")
        unfinished.rename(self.data)

    def _check_major(self) -> None:
        try:
            major = (self.data / "PG_VERSION").read_text().strip()
        except (OSError, ValueError):
            raise self._broken("PG_VERSION manque") from None
        if major != str(self._binaries.major):
            raise LocalError(
                f"{self.data} vient de PostgreSQL {major}, et c’est PostgreSQL"
                f" {self._binaries.major} qui est installé : réinstallez l’ancien, ou déplacez"
                " ce répertoire pour repartir d’une base neuve."
            )

    def _launch(self) -> None:
        directories = '"' + os.fspath(self.sockets).replace('"', '""') + '"'
        settings = {
            "listen_addresses": self.listen_addresses,
            "port": "5432",
            "unix_socket_directories": directories,
            **({} if self.is_durable else FORGETFUL),
        }
        options = " ".join(f"-c {shlex.quote(f'{key}={value}')}" for key, value in settings.items())
        log = self.data / "server.log"
        started = self._account.run(
            self._binaries.directory / "pg_ctl", "start", "-D", self.data, "-w",
            "-t", str(PATIENCE_SECONDS), "-l", log, "-o", options,
        )  # fmt: skip
        if started.returncode != 0:
            raise self._broken(_last(log.read_text(errors="replace") if log.exists() else ""))

    def _broken(self, reason: str) -> LocalError:
        return LocalError(
            f"La base embarquée ne démarre pas ({reason}). Restaurez {self.data}, ou déplacez-le"
            " pour repartir d’une base neuve."
        )

    def _wait(self, condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not condition():
            if time.monotonic() > deadline:
                raise LocalError(f"La base embarquée ne répond pas : voyez {self.data}/server.log.")
            time.sleep(0.02)


def _last(output: str) -> str:
    """The line that says why: the last error, else the last line."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if "FATAL" in line or "PANIC" in line or "error:" in line]
    return (errors or lines or ["sans explication"])[-1]
