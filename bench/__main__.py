"""`make bench`: figures against peers and limits, in one table. Never a test."""

import os
import sys
import traceback
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from importlib import import_module
from time import monotonic

import django

from bench.databases import forget_empty, make_empty, scratch, server, tell
from bench.goals import Bench, Line, table
from escale.local.errors import LocalError

MODULES = (
    "search", "sorting", "imports", "exports", "ordering", "mass_sends", "reminders", "mail",
    "hints", "pages", "wall", "memory",
)  # fmt: skip


def main() -> None:
    parser = ArgumentParser(prog="python -m bench")
    parser.add_argument("modules", nargs="*", metavar="BENCH", help=", ".join(MODULES))
    parser.add_argument("--full", action="store_true", help="all sizes, up to 10 M dotations")
    options = parser.parse_args()
    if unknown := set(options.modules) - set(MODULES):
        parser.error(f"no bench is named {', '.join(sorted(unknown))}")
    try:
        with server():
            lines, broken = measured(options.modules or MODULES, is_full=options.full)
    except LocalError as error:
        sys.exit(str(error))
    print(table(lines))
    for name in broken:
        print(f"{name}: broke off, see above")
    met = sum(line.is_met for line in lines)
    print(f"{met} goals met, {len(lines) - met} missed")
    sys.exit(bool(broken))


def measured(modules: Sequence[str], *, is_full: bool) -> tuple[list[Line], list[str]]:
    """The lines of all that could be measured, and the names of what broke off."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    django.setup()
    make_empty()
    lines: list[Line] = []
    broken = []
    for name in modules:
        begun = monotonic()
        try:
            for bench in benches(name):
                with scratch():
                    lines += bench.lines(bench.full if is_full else bench.quick)
        except Exception:
            tell(traceback.format_exc())
            broken.append(name)
        tell(f"{name}: {monotonic() - begun:.0f} s")
    forget_empty()
    return lines, broken


def benches(name: str) -> Iterator[Bench]:
    # Only now: these modules read models, which want Django set up.
    yield from import_module(f"bench.{name}").BENCHES


if __name__ == "__main__":
    main()
