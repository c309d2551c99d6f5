"""No more mails a minute than the settings say, to everybody and to a domain, of all workers."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.models import F

from escale.kernel import clock
from escale.kernel.emails import domain_of
from escale.mailing.models import MailPace, MessageQuerySet

# A minute is dealt out in pieces: a receiver prefers a trickle to one burst a minute.
PIECES = 6


@dataclass(frozen=True, slots=True)
class Limit:
    """Of mails a minute."""

    per_minute: int

    @property
    def at_once(self) -> int:
        return max(self.per_minute // PIECES, 1)

    @property
    def window(self) -> timedelta:
        """In which `at_once` may be claimed."""
        return timedelta(minutes=self.at_once / self.per_minute)


def limits() -> dict[str, Limit]:
    """By domain; "" for everybody."""
    to_all = {"": settings.MAIL_PER_MINUTE} if settings.MAIL_PER_MINUTE else {}
    return {
        domain: Limit(number)
        for domain, number in (to_all | settings.MAIL_DOMAIN_PER_MINUTE).items()
    }


def ids_within_pace(due: MessageQuerySet, count: int) -> list[int]:
    """Those of the due that may be claimed now, counted as claimed. Within a transaction."""
    left = _lock_what_is_left()
    exhausted = [domain for domain, number in left.items() if number <= 0]
    if "" in exhausted:
        return []
    open_domains = due.exclude(domain__in=exhausted)  # type: ignore[misc]  # an alias of due()
    messages = open_domains.values_list("pk", "recipient")
    chosen, claimed = [], dict.fromkeys(left, 0)
    for message_id, recipient in messages[: min(count, left.get("", count))]:
        domain = domain_of(recipient)
        if domain in left:
            if claimed[domain] >= left[domain]:
                continue
            claimed[domain] += 1
        chosen.append(message_id)
    if "" in left:
        claimed[""] = len(chosen)
    for domain, number in claimed.items():
        MailPace.objects.filter(domain=domain).update(claimed=F("claimed") + number)
    return chosen


def _lock_what_is_left() -> dict[str, int]:
    found = limits()
    MailPace.objects.bulk_create(
        (MailPace(domain=domain) for domain in found), ignore_conflicts=True
    )
    now = clock.database_now()
    left = {}
    held = MailPace.objects.select_for_update().filter(domain__in=found).order_by("domain")
    for pace in held:
        limit = found[pace.domain]
        if pace.since <= now - limit.window:
            MailPace.objects.filter(pk=pace.pk).update(since=now, claimed=0)
            pace.claimed = 0
        left[pace.domain] = limit.at_once - pace.claimed
    return left
