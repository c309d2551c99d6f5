"""flufl.bounce, Mailman's: the forms of many older servers, under our own guards."""

import re
from email import message_from_bytes

from flufl.bounce import all_failures

MOST_BYTES = 200_000
# It reads with the standard parser, which recurses into each part and stalls on thousands of them.
MOST_NESTING = 40
_NESTING = re.compile(rb"(?i)boundary\s*=|message/rfc822")


def addresses_known_to_library(content: bytes) -> list[str]:
    """Who failed for good; nobody where the library raises, as it does on one message in fifty."""
    content = content[:MOST_BYTES]
    if len(_NESTING.findall(content)) > MOST_NESTING:
        return []
    try:
        _late, failed = all_failures(message_from_bytes(content))
    except Exception:
        return []
    return sorted(address.decode("utf-8", "replace") for address in failed)
