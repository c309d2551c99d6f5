"""No secret is committed: `python -m tests.secrets_in_files`, or `--accept` to write the baseline.

What looks like a secret and is none (a password of the demonstration, the name of a setting) is
listed in `.secrets.baseline`, by file and by hash: a line that moves is still known.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from detect_secrets import SecretsCollection
from detect_secrets.settings import default_settings

ROOT = Path(__file__).parents[1]
BASELINE = ROOT / ".secrets.baseline"
# Hashes, compiled catalogues and pictures.
LEFT_OUT = (".txt", ".mo", ".webp", ".png", ".woff2", "package-lock.json", BASELINE.name)
Place = tuple[str, str]


def main(words: list[str]) -> int:
    found = secrets_in(tracked_files())
    if "--accept" in words:
        accept(found)
        return 0
    new = sorted(set(found) - known())
    for file, digest in new:
        line, kind = found[file, digest]
        sys.stdout.write(f"{file}:{line}: {kind}\n")
    if new:
        sys.stdout.write("If none is a secret: python -m tests.secrets_in_files --accept\n")
    return 1 if new else 0


def secrets_in(files: list[str]) -> dict[Place, tuple[int, str]]:
    """Line and kind of each, by file and hash."""
    secrets = SecretsCollection(root=str(ROOT))
    with default_settings():
        secrets.scan_files(*files)
    return {
        (file, secret.secret_hash): (secret.line_number, secret.type) for file, secret in secrets
    }


def tracked_files() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [name for name in listed.stdout.split("\0") if name and not name.endswith(LEFT_OUT)]


def known() -> set[Place]:
    return set(_read()) if BASELINE.exists() else set()


def accept(found: dict[Place, tuple[int, str]]) -> None:
    told = [{"file": file, "hash": hash_} for file, hash_ in sorted(found)]
    BASELINE.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def _read() -> Iterator[Place]:
    for entry in json.loads(BASELINE.read_text(encoding="utf-8")):
        yield entry["file"], entry["hash"]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
