"""The figures of a search, kept by each process while nothing of the client is written.

Who sorts or turns the pages of a long list asks for them each time, and counting three hundred
thousand rows is half of what a page of them costs (docs/performance.md).
"""

import time
from collections.abc import Callable

from escale.changes.queries import stamp_of_what_is_read
from escale.dotations.search import Criteria
from escale.dotations.states import DotationStatus

# Of dotations, by status; those at which none stands are left out.
Counts = dict[DotationStatus, int]

MOST = 256
# Much less than what stamps are told apart for (changes/actions/forget_changes.py).
SECONDS = 60
_kept: dict[tuple[int, Criteria, str], tuple[float, Counts]] = {}


def kept_counts(client_id: int, criteria: Criteria, count: Callable[[], Counts]) -> Counts:
    """What `count` answers, asked once for a state of the client's data."""
    stamp = stamp_of_what_is_read(client_id)
    if stamp is None:
        return count()
    key, now = (client_id, criteria, stamp), time.monotonic()
    since, counts = _kept.get(key, (0.0, {}))
    if not since or now - since > SECONDS:
        if len(_kept) >= MOST:
            _kept.clear()
        counts = count()
        _kept[key] = (now, counts)
    return counts
