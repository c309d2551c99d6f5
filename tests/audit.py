"""`make audit`: known weaknesses of what runs in production, all of it or a failure.

Where the service does not know a package, or does not answer for it, pip-audit leaves it out and
succeeds all the same; so what it looked at is counted against the lock.
"""

import argparse
import hashlib
import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements.txt"
LAST = ROOT / "docs" / "security" / "last-audit.json"
PIP_AUDIT = Path(sys.executable).with_name("pip-audit")
SECONDS = 300


class NotAudited(Exception):
    """Nothing is known: the service could not be asked."""


@dataclass(frozen=True, slots=True)
class Audit:
    looked_at: frozenset[str]
    weaknesses: tuple[str, ...]


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--if-reachable", action="store_true", help="succeed where the service cannot be asked"
    )
    options = parser.parse_args(words)
    try:
        audit = audited()
    except NotAudited as why:
        print(f"NOT AUDITED: {why}\nLast audit: {last_audit(today())}.")  # noqa: T201
        return 0 if options.if_reachable else 1
    faults = [*audit.weaknesses, *left_out(audit)]
    if faults:
        print("\n".join(faults))  # noqa: T201
        return 1
    remember(len(audit.looked_at))
    print(f"{len(audit.looked_at)} packages of {LOCK.name}: no known weakness.")  # noqa: T201
    return 0


def audited() -> Audit:
    with TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        done = subprocess.run(
            [
                *(PIP_AUDIT, "--require-hashes", "--disable-pip", "-r", LOCK),
                *("--progress-spinner", "off", "-f", "json", "-o", report),
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=SECONDS,
            check=False,
        )
        # It is not written, or left empty, where pip-audit gave up.
        if not report.exists() or not report.read_text().strip():
            lines = done.stdout.strip().splitlines()
            raise NotAudited(lines[-1] if lines else "pip-audit said nothing")
        audit = read_report(json.loads(report.read_text()))
    if not audit.looked_at:
        raise NotAudited("the service knows none of the packages")
    return audit


def read_report(report: dict[str, Any]) -> Audit:
    """pip-audit's JSON: `dependencies`, each with its `vulns` or the reason why it was left out."""
    seen = [one for one in report["dependencies"] if "skip_reason" not in one]
    return Audit(
        frozenset(canonicalize_name(one["name"]) for one in seen),
        tuple(
            f"{one['name']} {one['version']}: {weakness['id']}, "
            f"mended in {', '.join(weakness['fix_versions']) or 'no version yet'}"
            for one in seen
            for weakness in one["vulns"]
        ),
    )


def left_out(audit: Audit) -> list[str]:
    missing = sorted(locked(LOCK.read_text()) - audit.looked_at)
    return [f"{name}: not looked at" for name in missing]


def locked(lock: str) -> frozenset[str]:
    """The names that are installed on this machine: some are for other systems."""
    lines = (line.rstrip(" \\") for line in lock.splitlines() if line[:1].isalnum())
    requirements = [Requirement(line) for line in lines]
    return frozenset(
        canonicalize_name(one.name)
        for one in requirements
        if one.marker is None or one.marker.evaluate()
    )


def remember(packages: int) -> None:
    """In the repository: whoever cannot ask sees when somebody last could."""
    LAST.parent.mkdir(exist_ok=True)
    told = {"date": today().isoformat(), "lock": digest(), "packages": packages}
    LAST.write_text(json.dumps(told, indent=2) + "\n")


def last_audit(on: date) -> str:
    if not LAST.exists():
        return "never"
    told = json.loads(LAST.read_text())
    days = (on - date.fromisoformat(told["date"])).days
    return f"{days} days ago, of {'this' if told['lock'] == digest() else 'another'} lock"


def digest() -> str:
    return hashlib.sha256(LOCK.read_bytes()).hexdigest()


def today() -> date:
    return datetime.now(UTC).date()


if __name__ == "__main__":
    sys.exit(main())
