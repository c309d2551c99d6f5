"""What the demonstration needs before its processes start: tables, static files, data."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connections

from escale.clients.queries import client_with_code
from escale.demo.actions.load_guide import load_guide
from escale.local.running_demo import demo_place

FIRST_CLIENT = "1000001"


def prepare() -> None:
    """Do what is missing; leaves no connection open."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    collect_changed_static_files()
    if client_with_code(FIRST_CLIENT) is None:
        load_guide()
    connections.close_all()


def collect_changed_static_files() -> None:
    """Collecting hashes and compresses every file: skipped while none has changed."""
    mark = Path(settings.STATIC_ROOT) / "collected.sha256"
    state = _static_state()
    # Two demonstrations that start together share the folder.
    with demo_place().locked("static"):
        if mark.exists() and mark.read_text() == state:
            return
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        mark.write_text(state)


def _static_state() -> str:
    return hashlib.sha256("\n".join(sorted(_static_files())).encode()).hexdigest()


def _static_files() -> Iterator[str]:
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            yield f"{name} {found.st_size} {found.st_mtime_ns}"
