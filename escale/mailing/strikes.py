"""When a domain is in trouble: several answers in a row that say nothing of their recipients."""

from collections import Counter
from dataclasses import dataclass, field

from escale.mailing.transport import Answer, Verdict

# One odd mailbox must not hold its whole provider.
ENOUGH = 3
# A server that says nothing costs a worker all its time: once is enough.
SILENCE = ENOUGH
# RFC 5321: the server closes the session, whatever was asked.
LEAVING = 421


@dataclass(slots=True)
class Strikes:
    """Of one run of one worker."""

    counted: Counter[str] = field(default_factory=Counter)
    held: set[str] = field(default_factory=set)

    def count(self, domain: str, answer: Answer) -> bool:
        """Whether this answer is the one too many."""
        if not _is_trouble(answer):
            # A refusal, or « come back later », of one recipient: the server works.
            self.counted[domain] = 0
            return False
        self.counted[domain] += SILENCE if answer.is_silence else 1
        if self.counted[domain] < ENOUGH:
            return False
        self.held.add(domain)
        return True


def _is_trouble(answer: Answer) -> bool:
    if answer.verdict == Verdict.HELD:
        # Without a code, it is one that could not be made: no server was asked.
        return answer.code is not None
    return answer.is_silence or answer.code == LEAVING
