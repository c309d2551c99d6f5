from django.db import connection


def forget_served_codes() -> int:
    """Codes of second factors that are over, so that they need not be refused; how many."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM cache WHERE expires < now()")
        count: int = cursor.rowcount
    return count
