from datetime import timedelta

from escale.changes.models import ClientChange
from escale.kernel import clock

# Longer than an open page waits between two looks.
KEPT = timedelta(minutes=10)


def forget_changes() -> int:
    """Those that every open page has seen; how many."""
    count, _by_model = ClientChange.objects.filter(at__lt=clock.now() - KEPT).delete()
    return count
