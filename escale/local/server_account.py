"""The system account PostgreSQL runs under: ours, or an unprivileged one when we are root."""

import os
import pwd
import stat
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from escale.local.errors import LocalError

UNPRIVILEGED_NAMES = ("postgres", "nobody")


@dataclass(frozen=True)
class ServerAccount:
    uid: int
    gid: int

    @property
    def borrowed(self) -> bool:
        """Whether we are root and lend the server another account: it refuses to run as root."""
        return self.uid != os.geteuid()

    def run(self, *command: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """Run under this account, in a neutral environment: no PG* variable changes our server."""
        environment = {key: value for key, value in os.environ.items() if key[:2] != "PG"}
        return subprocess.run(
            [os.fspath(word) for word in command],
            cwd="/",
            env=environment | {"LC_ALL": "C"},
            input=stdin,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            user=self.uid if self.borrowed else None,
            group=self.gid if self.borrowed else None,
            extra_groups=[] if self.borrowed else None,
        )

    def make_private(self, directory: Path) -> None:
        """Make the directory if needed, ours alone; one that somebody else laid is refused.

        Below /tmp a stranger may have taken the name first.
        """
        directory.parent.mkdir(parents=True, exist_ok=True)
        try:
            directory.mkdir(mode=0o700)
            os.chown(directory, self.uid, self.gid)
        except FileExistsError:
            pass
        found = directory.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != self.uid:
            raise LocalError(
                f"{directory} existe et n’est pas à nous : supprimez-le ou déplacez-le."
            )
        directory.chmod(0o700)


@cache
def server_account() -> ServerAccount:
    if os.geteuid() != 0:
        return ServerAccount(os.geteuid(), os.getegid())
    for name in UNPRIVILEGED_NAMES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return ServerAccount(entry.pw_uid, entry.pw_gid)
    raise LocalError("PostgreSQL refuse de tourner en root : créez un compte « nobody ».")
