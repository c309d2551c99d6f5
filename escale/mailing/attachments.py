"""Files that leave with a message: made when it is sent, again at each try, never stored.

A message keeps what makes its file, such as « receipt:2800886 »: which maker, and what of. Makers
belong to the packages above, which register them as they start. One that raises leaves a message
that cannot be made because of us.
"""

from collections.abc import Callable
from dataclasses import dataclass

PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A PDF; `name` is ASCII."""

    name: str
    content: bytes


Maker = Callable[[str], Attachment]
_makers: dict[str, Maker] = {}


def register_maker(kind: str, maker: Maker) -> None:
    _makers[kind] = maker


def made(stored: str) -> Attachment | None:
    """The file of a message; None for one that has none."""
    if not stored:
        return None
    kind, _colon, what = stored.partition(":")
    return _makers[kind](what)
