"""When a domain is in trouble: several answers in a row, none of which was a yes."""

from collections import Counter
from dataclasses import dataclass, field

from escale.mailing.transport import Answer, Verdict

# One odd mailbox must not hold its whole provider.
ENOUGH = 3
# A server that says nothing costs a worker all its time: once is enough.
SILENCE = ENOUGH


@dataclass(slots=True)
class Strikes:
    """Of one run of one worker."""

    counted: Counter[str] = field(default_factory=Counter)
    held: set[str] = field(default_factory=set)

    def count(self, domain: str, answer: Answer) -> bool:
        """Whether this answer is the one too many."""
        if answer.verdict in (Verdict.ACCEPTED, Verdict.REFUSED):
            # A refusal of one recipient is an answer like another: the server works.
            del self.counted[domain]
            return False
        if answer.verdict == Verdict.HELD and answer.code is None:
            # One that could not be made: no server was asked.
            return False
        self.counted[domain] += SILENCE if answer.is_silence else 1
        if self.counted[domain] < ENOUGH:
            return False
        self.held.add(domain)
        return True
