"""A real worker process on the tests' database, to be killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

from django.db import connection

from tests.drills.size import sized

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = sized(small=90, full=900)


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def is_turn_over() -> bool:
    """No long job is in hand: one killed after its work, and before it is closed, would keep its
    client's turn for a minute.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT NOT EXISTS (SELECT FROM procrastinate_jobs"
            " WHERE status = 'doing' AND lock IS NOT NULL)"
        )
        return bool(cursor.fetchone()[0])


@contextmanager
def worker(smtp_port: int, **variables: str) -> Iterator[subprocess.Popen[bytes]]:
    """Killed without warning when left."""
    database = connection.settings_dict
    host = quote(database["HOST"], safe="")
    url = f"postgresql://{database['USER']}@/{database['NAME']}?host={host}"
    name = f"drill-{uuid4().hex[:12]}"
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "manage.py"), "procrastinate", "worker"],
        cwd=ROOT,
        env=os.environ
        | {
            "DATABASE_URL": url,
            "PGAPPNAME": name,
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "ESCALE_SMTP_PORT": str(smtp_port),
            "ESCALE_MAIL_LEASE_SECONDS": "2",
            # Of this run of the tests alone: another's workers would take its notes for their own.
            "ESCALE_MAIL_NOTES": str(ROOT / "var" / "mail" / database["NAME"]),
            **variables,
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
        # What it had told the server to commit is committed or not, once its sessions have ended.
        wait_until(lambda: not _has_sessions(name))


def _has_sessions(name: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_stat_activity WHERE application_name = %s", [name])
        return cursor.fetchone() is not None
