"""Why a file is not read: the words that the parsing child and its parent share."""

from enum import StrEnum


class Refusal(StrEnum):
    NOT_A_FILE = "not-a-file"
    EMPTY = "empty"
    TOO_HEAVY = "too-heavy"
    FORMAT_UNKNOWN = "format-unknown"
    FORMAT_MISMATCH = "format-mismatch"
    PASSWORD = "password"  # noqa: S105
    UNREADABLE = "unreadable"
    SUSPICIOUS = "suspicious"
    UNPACKED_TOO_BIG = "unpacked-too-big"
    TOO_MANY_ROWS = "too-many-rows"
    TOO_MANY_COLUMNS = "too-many-columns"
    TOO_SLOW = "too-slow"
    TOO_DEMANDING = "too-demanding"
    ENCODING = "encoding"
    QUOTES = "quotes"
    NO_DATA = "no-data"


class FileRefused(Exception):
    """Raised while parsing; only the reason crosses to the parent, and the line it is about."""

    def __init__(self, reason: Refusal, line: int = 0) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.line = line
