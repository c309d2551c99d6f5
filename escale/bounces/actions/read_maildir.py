import logging
from collections.abc import Callable, Iterator
from pathlib import Path

from django.db import DatabaseError

from escale.bounces.actions.record_bounce import record_bounce
from escale.bounces.maildir import put_away, read_content, returned_to, waiting_files
from escale.bounces.models import ReceivedBounce

logger = logging.getLogger(__name__)


def read_maildir(
    *, maildir: Path, should_stop: Callable[[], bool] = lambda: False
) -> Iterator[tuple[Path, ReceivedBounce | None]]:
    """Records what waits in new/, each file moved only once it is committed.

    A crash in between reads the same file again, which is then the same bounce. A file that cannot
    be recorded stays where it is, and stops no other one. Raises OSError, DatabaseError.
    """
    for path in waiting_files(maildir):
        if should_stop():
            return
        content = read_content(path)
        try:
            bounce = record_bounce(content=content, returned_to=returned_to(content))
        except DatabaseError:
            raise
        except Exception as error:
            logger.exception("bounce %s could not be recorded: %s", path.name, type(error).__name__)
            continue
        put_away(maildir, path)
        yield path, bounce
