from django.db import OperationalError, close_old_connections

from escale.demo.models import Restoring


def is_restoring_asked() -> bool:
    """Asked again and again by one process: a server that is away now may be back next time."""
    try:
        return Restoring.waiting().exists()
    except OperationalError:
        close_old_connections()
        return False


def is_restored(restoring_id: int) -> bool:
    return not Restoring.waiting().filter(pk=restoring_id).exists()
