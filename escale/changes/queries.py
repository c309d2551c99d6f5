from django.db import connection


def stamp_of(client_id: int) -> str:
    """The same as long as nothing of the client was written; one statement, whoever asks.

    After some minutes, it may differ for nothing: rows were forgotten.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT escale_stamp(%s)", [client_id])
        (stamp,) = cursor.fetchone()
    return str(stamp)


def stamp_of_what_is_read(client_id: int) -> str | None:
    """The same, for a transaction that reads; None once it has written: no stamp tells of that."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT escale_stamp(%s) WHERE pg_current_xact_id_if_assigned() IS NULL", [client_id]
        )
        found = cursor.fetchone()
    return str(found[0]) if found else None
