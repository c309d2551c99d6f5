"""The PostgreSQL of the demonstration and of the tests: on a private socket, for this user alone.

`DATABASE_URL` always wins. Without it, a cluster of this checkout is made, started, repaired after
a crash; it lives in `var/` for an ordinary user, in /var/tmp for root, whom PostgreSQL refuses.
"""

import fcntl
import hashlib
import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

from escale.local.errors import LocalError
from escale.local.postgres_binaries import Binaries, find_binaries, private_copy

ROOT = Path(__file__).resolve().parents[2]
USER = "escale"
DATABASE = "escale"
# A socket's whole path must fit in 107 bytes.
LONGEST_SOCKET_FOLDER = 85
PROVIDER_SINCE = 17


@dataclass(frozen=True, slots=True)
class Home:
    """Where a cluster lives and as whom it runs."""

    folder: Path
    # What subprocess needs to run as somebody else; empty for an ordinary user.
    run_as: dict[str, Any] = field(default_factory=dict)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "postgres.log"

    @property
    def socket(self) -> Path:
        folder = self.folder / "s"
        if len(os.fsencode(folder)) <= LONGEST_SOCKET_FOLDER:
            return folder
        return Path("/tmp") / f"escale-{_mark(str(self.folder))}"  # noqa: S108  # made 0700 and ours

    def make(self) -> None:
        """The folders, private; refused when somebody else made them before us."""
        owner = self.run_as.get("user", os.getuid())
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        for folder in (self.folder, self.socket):
            folder.mkdir(mode=0o700, exist_ok=True)
            if self.run_as and folder.stat().st_uid == 0:
                os.chown(folder, owner, self.run_as["group"])
            if folder.stat().st_uid != owner:
                raise LocalError(f"Le dossier {folder} appartient à un autre utilisateur.")
            folder.chmod(0o700)


def home_of(name: str, *, root: Path = ROOT) -> Home:
    if os.geteuid() != 0:
        return Home(root / "var" / name)
    user = _unprivileged_user()
    folder = Path("/var/tmp") / f"escale-{_mark(f'{root}/{name}')}"  # noqa: S108  # made 0700 and ours
    return Home(folder, {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []})


class Cluster:
    """One embedded server: `start` makes it if needed, and is safe to call at any time."""

    def __init__(self, home: Home) -> None:
        self.home = home

    @property
    def url(self) -> str:
        return f"postgresql://{USER}@/{DATABASE}?host={quote(str(self.home.socket), safe='')}"

    def start(self) -> bool:
        """Whether it had to be started. Raises LocalError."""
        self.home.make()
        with self._alone():
            if self.is_running():
                return False
            self._forget_the_dead()
            binaries = self._binaries()
            if not self.home.data.exists():
                self._initialise(binaries)
            self._launch(binaries)
            self._make_database()
        return True

    def stop(self) -> None:
        if self.is_running():
            self._run(
                self._binaries(), "pg_ctl", "-D", str(self.home.data), "-m", "fast", "-w", "stop"
            )

    def is_running(self) -> bool:
        """The recorded process exists and is this cluster's: numbers are reused after a crash."""
        try:
            pid = int((self.home.data / "postmaster.pid").read_text().split()[0])
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
        except (OSError, ValueError, IndexError):
            return False
        return os.fsencode(self.home.data) in command

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with (self.home.folder / "lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _forget_the_dead(self) -> None:
        (self.home.data / "postmaster.pid").unlink(missing_ok=True)
        for leftover in self.home.socket.glob(".s.PGSQL.*"):
            leftover.unlink(missing_ok=True)

    def _binaries(self) -> Binaries:
        version = self.home.data / "PG_VERSION"
        if self.home.data.exists() and not version.exists():
            raise self._broken()
        major = int(version.read_text()) if version.exists() else None
        binaries = find_binaries(major=major)
        if not self.home.run_as:
            return binaries
        copied = private_copy(binaries, self.home.folder)
        for folder, _folders, files in os.walk(self.home.folder):
            if not folder.startswith(str(self.home.data)):
                for name in (folder, *(os.path.join(folder, file) for file in files)):
                    os.chown(
                        name,
                        self.home.run_as["user"],
                        self.home.run_as["group"],
                        follow_symlinks=False,
                    )
        return copied

    def _initialise(self, binaries: Binaries) -> None:
        # Beside, then renamed: an interrupted first start leaves no half cluster.
        partial = self.home.folder / "data.partial"
        shutil.rmtree(partial, ignore_errors=True)
        provider = ["--locale-provider=builtin"] if binaries.major >= PROVIDER_SINCE else []
        self._run(
            binaries,
            *("initdb", "-D", str(partial), "-U", USER, "-A", "trust", "-E", "UTF8"),
            *(*provider, "--locale=C.UTF-8", "--no-sync"),
        )
        partial.rename(self.home.data)

    def _launch(self, binaries: Binaries) -> None:
        options = f"-c listen_addresses= -c unix_socket_directories='{self.home.socket}'"
        arguments = ("-D", str(self.home.data), "-l", str(self.home.log), "-o", options)
        try:
            self._run(binaries, "pg_ctl", *arguments, "-w", "-t", "60", "start")
        except LocalError:
            raise self._broken() from None

    def _make_database(self) -> None:
        socket = str(self.home.socket)
        with psycopg.connect(host=socket, user=USER, dbname="postgres", autocommit=True) as server:
            known = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if known.fetchone() is None:
                server.execute(f"CREATE DATABASE {DATABASE}")

    def _broken(self) -> LocalError:
        return LocalError(
            f"Le dossier de données {self.home.data} est abîmé et PostgreSQL ne démarre pas. "
            f"Il ne contient que la démonstration : supprimez-le, puis relancez "
            f"(rm -rf '{self.home.data}')."
        )

    def _run(self, binaries: Binaries, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [binaries.program(program), *arguments],
            cwd="/",
            env={**os.environ, "LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            **self.home.run_as,
        )
        if done.returncode:
            reason = done.stderr.strip().splitlines()[-1:] or ["sans message"]
            raise LocalError(f"PostgreSQL ({program}) a échoué : {reason[0]}")


def provide_database_url(name: str = "postgres") -> Cluster | None:
    """Set DATABASE_URL to the embedded server when nothing else is given, starting it if down.

    The cluster when this call started it, for who wants to stop it; None otherwise. A machine that
    cannot run it gets one line and exit status 1.
    """
    if os.environ.get("DATABASE_URL") or os.environ.get("DATABASE_URL_FILE"):
        return None
    cluster = Cluster(home_of(name))
    try:
        started = cluster.start()
    except LocalError as error:
        sys.exit(str(error))
    os.environ["DATABASE_URL"] = cluster.url
    return cluster if started else None


def _unprivileged_user() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise LocalError("Aucun utilisateur « postgres » ni « nobody » pour faire tourner PostgreSQL.")


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:10]
