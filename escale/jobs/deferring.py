import logging

from django.db import transaction
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import JobDeferrer
from procrastinate.types import JSONValue

logger = logging.getLogger(__name__)


def defer_once(job: JobDeferrer, **arguments: JSONValue) -> None:
    """Unless one with the same queueing lock waits already."""
    try:
        # Refused, it would spoil a transaction around it.
        with transaction.atomic():
            job.defer(**arguments)
    except AlreadyEnqueued:
        logger.debug("%s waits for its turn already", job.job.queueing_lock)
