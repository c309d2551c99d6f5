from django.db import connection


def claim_changes() -> None:
    """What this transaction changes is told elsewhere, by its messages for example: no line of it.

    A transaction that neither writes a line nor calls this is told « hors d’Escale ».
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('escale.told', pg_current_xact_id()::text, true)")
