"""The embedded server's database, put aside under another name for an empty one."""

import psycopg
from psycopg import sql

from escale.local.errors import LocalError
from escale.local.postgres_cluster import OWNER, Cluster


def set_database_aside(cluster: Cluster, kept_as: str) -> None:
    """Both at once or neither; raises LocalError while somebody is connected to it."""
    names = {"name": OWNER, "kept_as": kept_as, "empty": f"{OWNER}_empty"}
    words = {key: sql.Identifier(name) for key, name in names.items()}
    with psycopg.connect(cluster.url("postgres"), autocommit=True) as server:
        forget_empty = sql.SQL("DROP DATABASE IF EXISTS {empty}").format(**words)
        # One that an interrupted start left.
        server.execute(forget_empty)
        server.execute(sql.SQL("CREATE DATABASE {empty}").format(**words))
        try:
            with server.transaction():
                server.execute(sql.SQL("ALTER DATABASE {name} RENAME TO {kept_as}").format(**words))
                server.execute(sql.SQL("ALTER DATABASE {empty} RENAME TO {name}").format(**words))
        except psycopg.errors.ObjectInUse:
            server.execute(forget_empty)
            raise LocalError(
                "La base embarquée sert encore : fermez ce qui l’utilise (« psql »,"
                " « manage.py shell »), puis recommencez."
            ) from None
