from datetime import timedelta

from django.conf import settings
from django.db.models.functions import Now

from escale.bounces.models import ReceivedBounce


def forget_contents() -> int:
    """Erase what came, as it came, and the addresses in it, after BOUNCE_CONTENT_DAYS; how many.

    A bounce that a person still has to look at keeps them twice as long, then is erased all the
    same: nobody looks at what is that old.
    """
    kept = timedelta(days=settings.BOUNCE_CONTENT_DAYS)
    with_content = ReceivedBounce.objects.filter(content__isnull=False)
    settled = with_content.exclude(pk__in=with_content.to_look_at())
    erased = {"content": None, "address": ""}
    count = settled.filter(received_at__lt=Now() - kept).update(**erased)
    return count + with_content.filter(received_at__lt=Now() - 2 * kept).update(**erased)
