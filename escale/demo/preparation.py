"""What the demonstration needs before its processes start: tables, static files, data."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection, connections
from django.utils.translation import gettext as _

from escale.clients.queries import client_with_code, has_clients
from escale.demo.actions.load_guide import load_guide
from escale.hints.actions.learn_domains import learn_domains
from escale.local.errors import LocalError
from escale.local.running_demo import demo_place
from escale.tenancy.scopes import ROLES, SYSTEM_ROLE

FIRST_CLIENT = "1000001"
# Of this machine's own server, which asks for no password. docs/concerns/permissions.md tells it of
# a real one.
LOGIN = "escale_portal"
OPEN_LOGIN = f"""
DO $$ BEGIN
    CREATE ROLE {LOGIN} LOGIN NOINHERIT;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
GRANT {", ".join(ROLES)} TO {LOGIN};
ALTER ROLE {LOGIN} SET role = {SYSTEM_ROLE};
"""


def prepare() -> None:
    """Do what is missing; leaves no connection open."""
    call_command("migrate", verbosity=0, interactive=False)
    collect_changed_static_files()
    load_missing_guide()
    # It sleeps at night, when the job does.
    learn_domains()
    with connection.cursor() as cursor:
        cursor.execute(OPEN_LOGIN)
    connections.close_all()


def load_missing_guide() -> None:
    """Raises LocalError on somebody's own data: « Réinitialiser » would erase it."""
    if client_with_code(FIRST_CLIENT) is not None:
        return
    if has_clients():
        raise LocalError(
            _(
                "La base que nomme DATABASE_URL contient déjà des clients : la démonstration, qui"
                " efface tout pour revenir à son point de départ, n’y touche pas. Donnez-lui une"
                " base vide, ou retirez DATABASE_URL."
            )
        )
    load_guide()


def portal_address() -> str:
    """The database as the portal's login, which owns nothing and sees what its role lets it see.

    A server that asks for passwords knows none for it: there, its owner takes on the roles.
    """
    owner = urlsplit(os.environ["DATABASE_URL"])
    if owner.password:
        return owner.geturl()
    _user, at, server = owner.netloc.rpartition("@")
    return owner._replace(netloc=f"{LOGIN}{at or '@'}{server}").geturl()


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
