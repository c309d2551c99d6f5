"""`python -m tests.coverage_report`: lines and branches run, by package, against its floors.

« own » is by the package's tests alone, « whole » by all that are measured. A floor only rises:
`--write` raises those that are below what was measured.
"""

import sys
from fnmatch import fnmatch
from json import loads
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

from coverage import Coverage
from coverage.exceptions import NoDataError

from tests.coverage_floors import FLOORS

ROOT = Path(__file__).parents[1]
WRITTEN = Path(__file__).with_name("coverage_floors.py")
INTERFACES = {
    "portal", "beneficiary", "backoffice", "demo", "jobs", "operations", "webhooks", "webkit",
    "local",
}  # fmt: skip
# Coverage's own, by file.
Report: TypeAlias = dict[str, dict[str, Any]]
# Of every package of the domain, by all tests together.
DOMAIN = 95
# One file that must not wait for its package.
FILES = ("kernel/tokens.py",)


def main() -> int:
    measured = figures()
    if "--write" in sys.argv[1:]:
        write(measured)
        return 0
    faults = 0
    sys.stdout.write(f"{'':24} {'own':>7} {'floor':>6} {'whole':>7} {'floor':>6}\n")
    for name, percents in measured.items():
        floors = floors_of(name)
        below = [percent < floor for percent, floor in zip(percents, floors, strict=True)]
        faults += any(below)
        told = " ".join(
            f"{percent:6.1f}% {floor:>5}{'!' if is_below else ' '}"
            for percent, floor, is_below in zip(percents, floors, below, strict=True)
        )
        sys.stdout.write(f"{name:24} {told}\n")
    if faults:
        sys.stdout.write(f"{faults} below their floor (!).\n")
    return 1 if faults else 0


def names() -> list[str]:
    packages = sorted(path.parent.name for path in (ROOT / "escale").glob("*/__init__.py"))
    return [*packages, *FILES]


def floors_of(name: str) -> tuple[int, int]:
    least_own, least_whole = FLOORS.get(name, (0, 0))
    is_domain = name.partition("/")[0] not in INTERFACES
    return least_own, max(least_whole, DOMAIN if is_domain else 0)


def figures() -> dict[str, tuple[float, float]]:
    coverage = Coverage()
    coverage.load()
    whole = report(coverage, "escale/*", None)
    return {name: (percent(name, own(coverage, name)), percent(name, whole)) for name in names()}


def own(coverage: Coverage, name: str) -> Report:
    """What runs when it is imported counts, whoever imports it."""
    package = name.partition("/")[0]
    return report(coverage, path_of(name), [r"^$", rf"^escale/{package}$"])


def report(coverage: Coverage, include: str, contexts: list[str] | None) -> Report:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "report.json"
        try:
            coverage.json_report(outfile=str(file), include=[include], contexts=contexts)
        except NoDataError:
            return {}
        files: Report = loads(file.read_text())["files"]
    return files


def percent(name: str, files: Report) -> float:
    summaries = [one["summary"] for path, one in files.items() if fnmatch(path, path_of(name))]
    all_of_it = sum(one["num_statements"] + one["num_branches"] for one in summaries)
    run = sum(one["covered_lines"] + one["covered_branches"] for one in summaries)
    return 100.0 * run / all_of_it if all_of_it else 0.0


def path_of(name: str) -> str:
    return f"escale/{name}" if name.endswith(".py") else f"escale/{name}/*"


def write(measured: dict[str, tuple[float, float]]) -> None:
    lines = [
        f'    "{name}": ({max(int(of_its_own), least_own)}, {max(int(of_all), least_whole)}),\n'
        for name, (of_its_own, of_all) in measured.items()
        for least_own, least_whole in [FLOORS.get(name, (0, 0))]
    ]
    head = WRITTEN.read_text().partition("FLOORS")[0]
    WRITTEN.write_text(f"{head}FLOORS: dict[str, tuple[int, int]] = {{\n{''.join(lines)}}}\n")


if __name__ == "__main__":
    sys.exit(main())
