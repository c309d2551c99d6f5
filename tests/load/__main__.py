"""`make load`: a million dotations, a hundred managers, some minutes; then a noisy neighbour.

The database, `escale_load` of the embedded server, is kept for the next time.
"""

import argparse
import csv
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import django
import psutil
from django.core.management import call_command
from django.db import connection

from bench.goals import Line, at_most, table
from escale.local.embedded_postgres import provide_database_url, stop_what_was_started
from escale.local.ports import free_port
from escale.local.postgres_cluster import Cluster

DATABASE = "escale_load"
CLIENTS = 5_000
HERE = Path(__file__).parent
# Milliseconds, 95 of 100 (L1); those of an export are until it is whole.
GOALS = {"home": 300, "search": 500, "orders": 300, "correct": 300, "resend": 300, "export": 5_000}
NOISE_GOAL = 1.2


def main() -> None:
    options = _options()
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.rig.settings"
    provide_database_url()
    django.setup()
    try:
        with _database(), TemporaryDirectory() as folder:
            _run(options, Path(folder))
    finally:
        stop_what_was_started()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make load")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--users", type=int, default=100)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--web-workers", type=int, default=4)
    return parser.parse_args()


@contextmanager
def _database() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE DATABASE {DATABASE}")
    connection.close()
    connection.settings_dict["NAME"] = DATABASE
    call_command("migrate", verbosity=0)
    yield
    connection.close()


def _run(options: argparse.Namespace, folder: Path) -> None:
    # Only now: these modules read models, which want Django set up.
    from escale.mailing.tests.smtp_server import smtp_server  # noqa: PLC0415
    from tests.load.scene import is_seeded, seed, write_seats  # noqa: PLC0415
    from tests.rig.processes import (  # noqa: PLC0415
        Service,
        answers,
        database_url,
        wait_until,
        web,
        worker,
    )

    if not is_seeded(options.rows):
        print(f"Seeding {options.rows:,} dotations…")
        seed(options.rows, options.users, CLIENTS)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    seats, port = write_seats(folder), free_port()
    with ExitStack() as stack:
        _relay, smtp_port = stack.enter_context(smtp_server())
        environment = {"DATABASE_URL": database_url(), "ESCALE_SMTP_PORT": str(smtp_port)}
        served = web(port, workers=options.web_workers)
        pages = stack.enter_context(Service(served, environment, folder / "web.log"))
        stack.enter_context(Service(worker(), environment, folder / "worker.log"))
        wait_until(partial(answers, port, path="/readyz"))
        before = _cpu_seconds(pages.process.pid), _cpu_seconds(_postmaster())
        quiet = _locust(options, port, seats, folder / "quiet")
        after = _cpu_seconds(pages.process.pid), _cpu_seconds(_postmaster())
        noisy = _locust(options, port, seats, folder / "noisy", ESCALE_LOAD_NOISY="1")
    _tell("alone", quiet)
    # What a busy machine does not change.
    spent = [
        (last - first) / float(quiet["Aggregated"]["Request Count"]) * 1000
        for first, last in zip(before, after, strict=True)
    ]
    print(f"processor, milliseconds a request: web {spent[0]:.1f}, database {spent[1]:.1f}")
    _tell("with a noisy neighbour", noisy)
    lines = _lines(quiet, noisy)
    print(table(lines))
    met = sum(line.is_met for line in lines)
    print(f"{met} goals met, {len(lines) - met} missed")


def _locust(
    options: argparse.Namespace, port: int, seats: Path, prefix: Path, **variables: str
) -> dict[str, dict[str, str]]:
    command = [sys.executable, "-m", "locust", "-f", str(HERE / "locustfile.py"), "--headless"]
    command += ["--users", str(options.users), "--spawn-rate", "10", "--only-summary"]
    command += ["--run-time", f"{int(options.minutes * 60)}s", "--csv", str(prefix)]
    command += ["--host", f"http://127.0.0.1:{port}", "--exit-code-on-error", "0"]
    environment = os.environ | {"ESCALE_LOAD_SEATS": str(seats), **variables}
    with prefix.with_suffix(".log").open("w") as log:
        subprocess.run(command, env=environment, check=True, stdout=log, stderr=log)
    with Path(f"{prefix}_stats.csv").open() as file:
        return {row["Name"]: row for row in csv.DictReader(file)}


def _cpu_seconds(pid: int) -> float:
    """Of a process and of those that it made."""
    first = psutil.Process(pid)
    times = [process.cpu_times() for process in (first, *first.children(recursive=True))]
    return float(sum(time.user + time.system for time in times))


def _postmaster() -> int:
    return int((Cluster().data / "postmaster.pid").read_text().split()[0])


def _tell(title: str, found: dict[str, dict[str, str]]) -> None:
    print(f"{title}: milliseconds")
    for name, row in found.items():
        print(
            f"  {name:16} {row['Request Count']:>7} requests  p50 {row['50%']:>6}"
            f"  p95 {row['95%']:>6}  errors {row['Failure Count']}"
        )


def _lines(quiet: dict[str, dict[str, str]], noisy: dict[str, dict[str, str]]) -> list[Line]:
    errors = float(quiet["Aggregated"]["Failure Count"])
    ratio = float(noisy["search"]["95%"]) / float(quiet["search"]["95%"])
    return [
        *(
            _line(f"{name}, p95", float(quiet[name]["95%"]), "ms", most)
            for name, most in GOALS.items()
        ),
        _line("errors", errors, "", 0),
        _line("search, p95 with a noisy neighbour", ratio, "x", NOISE_GOAL),
    ]


def _line(what: str, figure: float, unit: str, most: float) -> Line:
    goal = at_most(most, unit, what=what, ours=what)
    return Line(f"Load: {what}", goal, ours=figure, other=None, figure=figure, unit=unit)


if __name__ == "__main__":
    main()
