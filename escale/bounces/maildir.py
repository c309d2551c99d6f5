"""A maildir: what a mail server delivered waits in new/, what was recorded goes to cur/."""

from collections.abc import Iterator
from email.utils import getaddresses
from pathlib import Path

from escale.bounces.matching import is_ours, is_signed_form
from escale.bounces.parsing.mime import MOST_BYTES, read_part

# Where mail servers write the address of the envelope.
_ENVELOPE = ("x-original-to", "envelope-to", "x-envelope-to", "delivered-to", "to", "cc")


def waiting_files(maildir: Path) -> Iterator[Path]:
    """Oldest first, by their names."""
    for path in sorted((maildir / "new").iterdir()):
        if path.is_file() and not path.is_symlink() and not path.name.startswith("."):
            yield path


def read_content(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MOST_BYTES)


def put_away(maildir: Path, path: Path) -> None:
    """Seen, as readers of maildirs mark it."""
    (maildir / "cur").mkdir(exist_ok=True)
    path.rename(maildir / "cur" / f"{path.name.partition(':')[0]}:2,S")


def returned_to(content: bytes) -> str:
    """The return address in its headers, a signed one first; empty where there is none."""
    head = read_part(content.replace(b"\r\n", b"\n").partition(b"\n\n")[0] + b"\n\n")
    values = [value for name in _ENVELOPE for value in head.all(name)]
    ours = [address for _name, address in getaddresses(values) if is_ours(address)]
    return next(filter(is_signed_form, ours), next(iter(ours), ""))
