"""Make or refresh `.venv` from the locks: `python3 bootstrap.py [--dev]`. Instant when up to date.

Standard library only, and no syntax younger than Python 3.6: an old one must be able to say so.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from typing import NoReturn

ROOT = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
UV = os.path.join(VENV, "bin", "uv")
PRODUCT = "requirements.txt"
DEVELOPMENT = "requirements-dev.txt"
FIRST_GOOD = (3, 11)
CANDIDATES = (
    sys.executable,
    "python3",
    "python3.13",
    "python3.12",
    "python3.11",
    "/usr/bin/python3",
)
RECENT = f"import sys; sys.exit(sys.version_info < {FIRST_GOOD})"


def main() -> None:
    locks = (PRODUCT, DEVELOPMENT) if "--dev" in sys.argv[1:] else (PRODUCT,)
    if all(is_up_to_date(lock) for lock in locks):
        return
    if not runs(PYTHON, "-c", RECENT + "; import pip"):
        make_environment()
    sys.stderr.write("Installation des dépendances dans .venv…\n")
    install(locks[-1])
    for lock in locks:
        with open(stamp(lock), "w", encoding="ascii") as file:
            file.write(digest(lock))


def make_environment() -> None:
    python = find_python()
    if os.path.islink(VENV):
        os.unlink(VENV)
    shutil.rmtree(VENV, ignore_errors=True)
    if not runs(python, "-m", "venv", VENV):
        stop("L’environnement .venv n’a pas pu être créé : apt install python3-venv")


def find_python() -> str:
    """The first recent and whole one. Each is run: some machines have dead shims on PATH."""
    recent = [name for name in CANDIDATES if name and runs(name, "-c", RECENT)]
    for name in recent:
        if runs(name, "-c", "import venv, ensurepip"):
            return name
    if recent:
        stop("Il manque à Python de quoi créer un environnement : apt install python3-venv")
    wanted = ".".join(map(str, FIRST_GOOD))
    here = sys.version.split()[0]
    stop(f"Escale demande Python {wanted} au moins (ici {here}) : apt install python3 python3-venv")


def install(lock: str) -> None:
    """With uv, ten times faster; with pip where uv cannot reach what pip's own settings can."""
    pip = (PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes")
    uv = (UV, "pip", "install", "-q", "--python", PYTHON, "--require-hashes")
    if runs(*pip, "-r", "bootstrap.txt") and runs(*uv, "-r", lock):
        return
    ended = subprocess.run(  # noqa: S603
        (*pip, "-r", lock), cwd=ROOT, stderr=subprocess.PIPE, check=False
    )
    if ended.returncode != 0:
        lines = ended.stderr.decode("utf-8", "replace").splitlines()
        reasons = [line for line in lines if line.startswith("ERROR")]
        stop("L’installation a échoué. " + (reasons or ["Pip n’en dit pas la raison."])[-1])


def is_up_to_date(lock: str) -> bool:
    try:
        with open(stamp(lock), encoding="ascii") as file:
            return file.read() == digest(lock) and os.path.exists(PYTHON)
    except OSError:
        return False


def stamp(lock: str) -> str:
    return os.path.join(VENV, f".installed-{lock}")


def digest(lock: str) -> str:
    with open(os.path.join(ROOT, lock), "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def runs(*command: str) -> bool:
    """Whether the command succeeds; what it writes is dropped."""
    environment = dict(os.environ, UV_PYTHON_DOWNLOADS="never")
    try:
        ended = subprocess.run(  # noqa: S603
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
    except OSError:
        return False
    return ended.returncode == 0


def stop(reason: str) -> NoReturn:
    sys.exit(reason)


if __name__ == "__main__":
    main()
