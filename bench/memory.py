"""What processes hold: a worker that waits, and tasks of N rows in processes of their own."""

import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.data import client_with
from bench.goals import Bench, Figures, at_most
from bench.imports import write_corrections
from bench.mail import new_message, sink
from bench.measuring import resident
from bench.ordering import write_beneficiaries
from escale.clients.models import Client
from escale.mailing.actions.copy_messages import copy_messages
from escale.mailing.models import OutgoingMessage
from escale.mailing.states import MessageState
from escale.orders.models import Order

WORKER = ("manage.py", "procrastinate", "--verbosity", "0", "worker", "--concurrency", "4")
PATIENCE_SECONDS = 120


def worker(number: int) -> Figures:
    """Once it has sent so many mails."""
    copy_messages(messages=[new_message(index) for index in range(number)])
    with sink(), subprocess.Popen([sys.executable, *WORKER]) as process:
        try:
            deadline = time.monotonic() + PATIENCE_SECONDS
            while OutgoingMessage.objects.exclude(state=MessageState.SENT).exists():
                assert time.monotonic() < deadline
                time.sleep(0.2)
            return {"worker": resident(process.pid)}
        finally:
            process.terminate()


def export(size: int) -> Figures:
    client_with(size, code="bench-memory")
    with TemporaryDirectory() as folder:
        return _growth("export", size, Path(folder) / "export.xlsx")


def import_corrections(size: int) -> Figures:
    client = client_with(size, code=f"bench-memory-{size}").client
    with TemporaryDirectory() as folder:
        path = Path(folder) / "import.xlsx"
        write_corrections(Order.objects.get(client=client), path, size)
        return _growth("import", size, path)


def order(size: int) -> Figures:
    Client.objects.create(code="bench-memory", name="Bench")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "order.xlsx"
        write_beneficiaries(path, size)
        return _growth("order", size, path)


def resend(number: int) -> Figures:
    copy_messages(messages=[new_message(index) for index in range(number)])
    with sink():
        return _growth("resend", number)


def _growth(task: str, size: int, path: Path = Path()) -> Figures:
    command = [sys.executable, "-m", "bench.memory_subject", task, str(size), str(path)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    idle, most, child = map(float, done.stdout.split())
    return {"growth": most - idle, "most": most, "child": child}


BENCHES = (
    Bench(
        "Memory, worker after mails", "MiB", (100,), (1_000,),
        (at_most(150, "MiB", what="waiting", ours="worker"),), worker,
    ),
    Bench(
        "Memory, export of rows", "MiB", (10_000,), (100_000,),
        (at_most(32, "MiB", what="above idle", ours="growth"),), export,
    ),
    # As many as the portal takes, then what it refuses.
    Bench(
        "Memory, import of rows", "MiB", (10_000,), (20_000, 100_000),
        (
            at_most(300, "MiB", what="worker at most", ours="most"),
            at_most(300, "MiB", what="parsing child at most", ours="child"),
        ),
        import_corrections,
    ),
    Bench(
        "Memory, order of rows", "MiB", (10_000,), (100_000,),
        (
            at_most(300, "MiB", what="worker at most", ours="most"),
            at_most(300, "MiB", what="parsing child at most", ours="child"),
        ),
        order,
    ),
    Bench(
        "Memory, mails sent", "MiB", (1_000,), (10_000,),
        (at_most(64, "MiB", what="above idle", ours="growth"),), resend,
    ),
)  # fmt: skip
