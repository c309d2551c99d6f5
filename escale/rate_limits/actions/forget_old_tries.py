from django.db.models.functions import Now

from escale.rate_limits.models import Tries


def forget_old_tries() -> int:
    """Those that count no more; how many."""
    count, _by_model = Tries.objects.filter(until__lt=Now()).delete()
    return count
