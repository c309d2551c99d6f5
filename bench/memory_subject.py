"""One task in a process of its own; prints mebibytes: idle, at the worst moment, of its child.

`python -m bench.memory_subject TASK SIZE [FILE]`, on what `bench.memory` made.
"""

import os
import resource
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
django.setup()

from bench.imports import LIMITS  # noqa: E402  # models want Django set up
from bench.mail import deliver_all  # noqa: E402
from bench.measuring import resident  # noqa: E402
from bench.ordering import order_from  # noqa: E402
from escale.clients.models import Client  # noqa: E402
from escale.dotations.models import Dotation  # noqa: E402
from escale.exchange.order_export import write_order_workbook  # noqa: E402
from escale.imports.actions.import_file import import_file  # noqa: E402
from escale.journal.actor import SYSTEM  # noqa: E402
from escale.orders.models import Order  # noqa: E402
from escale.tenancy.scopes import client_scope  # noqa: E402


def export(_size: int, path: Path) -> None:
    with path.open("wb") as stream:
        write_order_workbook(stream, Dotation.objects.all())


def import_corrections(_size: int, path: Path) -> None:
    order = Order.objects.latest("pk")
    with client_scope(order.client_id):
        import_file(actor=SYSTEM, order=order, path=path, limits=LIMITS)


def order(size: int, path: Path) -> None:
    order_from(Client.objects.get(), path, size)


def resend(_size: int, _path: Path) -> None:
    deliver_all()


TASKS: dict[str, Callable[[int, Path], None]] = {
    "export": export, "import": import_corrections, "order": order, "resend": resend,
}  # fmt: skip


def main(task: str, size: str, path: str = "") -> None:
    # What the first workbook and the first query load is no growth.
    write_order_workbook(BytesIO(), Dotation.objects.none())
    idle = resident()
    Path("/proc/self/clear_refs").write_text("5")
    TASKS[task](int(size), Path(path))
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(idle, resident(what="VmHWM"), child)


if __name__ == "__main__":
    main(*sys.argv[1:])
