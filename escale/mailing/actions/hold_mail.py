import logging
from datetime import timedelta

from django.db import transaction
from django.db.models.functions import Now

from escale.mailing.models import MailHold

logger = logging.getLogger(__name__)
# Before the next try, the first time and so on; the last one repeats.
DELAYS = (timedelta(seconds=15), timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15))


@transaction.atomic
def hold_mail(*, domain: str = "", reason: str) -> MailHold:
    """Nothing leaves for a while to this domain, or to anybody; longer each time in a row.

    Staff are told once, whatever the number of messages. What staff hold stays held.
    """
    hold, is_new = MailHold.objects.get_or_create(
        domain=domain, defaults={"until": Now() + DELAYS[0], "reason": reason}
    )
    if is_new:
        logger.error("mail held for %s: %s", domain or "everybody", reason)
        return hold
    times = hold.times + 1
    delay = DELAYS[min(times, len(DELAYS)) - 1]
    # Several workers meet the same trouble at the same moment: that is once.
    MailHold.objects.filter(pk=hold.pk, until__lte=Now()).update(
        times=times, until=Now() + delay, reason=reason
    )
    return hold
