"""What a mail security gateway does: it opens the links of a message before its reader can."""

import contextlib
import http.client
import re
from email import message_from_bytes, policy
from html import unescape
from urllib.parse import SplitResult, quote, urlsplit

LOOPBACK_NAMES = {"localhost", "127.0.0.1", "::1"}
TIMEOUT_SECONDS = 10


def scan_links(content: bytes) -> None:
    """GET then HEAD every http link of the message to this machine; answers do not matter."""
    for link in local_links(content):
        target = quote(f"{link.path or '/'}?{link.query}".rstrip("?"), safe="/?&=%:@+,;~")
        for method in ("GET", "HEAD"):
            with contextlib.suppress(OSError, http.client.HTTPException):
                _request(method, link, target)


def local_links(content: bytes) -> list[SplitResult]:
    """Every different http address of loopback in the texts of a message, in order."""
    message = message_from_bytes(content, policy=policy.default)
    found: dict[str, SplitResult] = {}
    for part in message.walk():
        if part.get_content_maintype() == "text":
            for address in re.findall(r"http://[^\s\"'<>]+", unescape(part.get_content())):
                with contextlib.suppress(ValueError):
                    link = urlsplit(address)
                    if link.hostname in LOOPBACK_NAMES and link.port != 0:
                        found[address] = link
    return list(found.values())


def _request(method: str, link: SplitResult, target: str) -> None:
    connection = http.client.HTTPConnection(
        link.hostname or "localhost", link.port, timeout=TIMEOUT_SECONDS
    )
    try:
        connection.request(method, target, headers={"User-Agent": "LinkScanner"})
        connection.getresponse().read()
    finally:
        connection.close()
