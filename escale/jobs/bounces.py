"""Bounces that a mail server delivers to a maildir are read as they come."""

import logging
from pathlib import Path

from django.conf import settings
from procrastinate import JobContext

from escale.bounces.actions.read_maildir import read_maildir

logger = logging.getLogger(__name__)


def read_configured_maildir(context: JobContext) -> int:
    """How many were recorded."""
    if not settings.BOUNCE_MAILDIR:
        return 0
    maildir = Path(settings.BOUNCE_MAILDIR)
    try:
        return sum(1 for _read in read_maildir(maildir=maildir, should_stop=context.should_abort))
    except OSError as error:
        logger.error("the maildir of bounces cannot be read: %s", error)
        return 0
