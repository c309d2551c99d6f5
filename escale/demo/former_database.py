"""What the demonstration makes of a database of before the first release (ADR 0016)."""

from collections.abc import Callable

from django.db import connection, connections
from django.utils.translation import gettext as _

from escale.demo.preparation import FIRST_CLIENT
from escale.kernel import clock
from escale.local.embedded_postgres import is_embedded
from escale.local.errors import LocalError
from escale.local.postgres_cluster import OWNER, Cluster
from escale.local.set_aside import set_database_aside
from escale.tenancy.history import is_of_former_migrations


def replace_former_database(say: Callable[[str], None]) -> None:
    """The embedded one alone; it is kept under another name, which is said.

    Raises LocalError on a database that is not the demonstration's own.
    """
    if not is_of_former_migrations(connection):
        return
    if not is_embedded():
        raise LocalError(
            _(
                "La base que nomme DATABASE_URL vient d’une version antérieure, que celle-ci ne met"
                " pas à niveau : rien n’y est changé. Donnez une base vide à la démonstration, ou"
                " retirez DATABASE_URL."
            )
        )
    if not holds_demonstration():
        raise LocalError(
            _(
                "La base embarquée vient d’une version antérieure et contient d’autres clients que"
                " ceux de la démonstration : rien n’y est changé. Pour repartir d’une base neuve en"
                " la gardant, « make stop », puis renommez le répertoire %(data)s."
            )
            % {"data": Cluster().data}
        )
    kept_as = f"{OWNER}_avant_{clock.now():%Y%m%d_%H%M%S}"
    connections.close_all()
    set_database_aside(Cluster(), kept_as)
    say(
        _(
            "La base de démonstration vient d’une version antérieure : elle est recréée."
            " L’ancienne est gardée sous le nom « %(name)s »."
        )
        % {"name": kept_as}
        + "\n"
    )


def holds_demonstration() -> bool:
    """By SQL: the columns of that time are not those of our models. A start may have been
    interrupted before its first client."""
    if "clients_client" not in connection.introspection.table_names():
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT code FROM clients_client")
        codes = {code for (code,) in cursor.fetchall()}
    return not codes or FIRST_CLIENT in codes
