import logging

from escale.mailing.models import MailHold

logger = logging.getLogger(__name__)


def end_hold(*, domains: list[str]) -> int:
    """A message was taken: the trouble of these domains is over. Staff's own holds stay."""
    ended, _rows = MailHold.objects.filter(domain__in=domains, until__isnull=False).delete()
    if ended:
        logger.warning("mail leaves again: %s", ", ".join(name or "everybody" for name in domains))
    return ended
