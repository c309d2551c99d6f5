"""How much of a file is read before it is refused (I4)."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Every figure is a maximum; `memory_bytes` bounds the whole parsing process."""

    file_bytes: int = 10 * MEGABYTE
    unpacked_bytes: int = 50 * MEGABYTE
    entries: int = 200
    rows: int = 20_000
    columns: int = 100
    seconds: int = 10
    memory_bytes: int = 280 * MEGABYTE
    answer_bytes: int = 100 * MEGABYTE

    @property
    def megabytes(self) -> int:
        """The heaviest file, as pages and refusals say it."""
        return self.file_bytes // MEGABYTE


CORRECTION_LIMITS = Limits()
ORDER_LIMITS = Limits(file_bytes=20 * MEGABYTE, unpacked_bytes=100 * MEGABYTE, rows=150_000)
