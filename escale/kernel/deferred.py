"""Work for later: declared once, by the package that asks for it, in its own `deferred.py`.

What is asked for is a name: the function belongs to an interface above (`escale/jobs`), and a
worker finds it by that name, in the queues that it was given. Spelt differently here and there, the
work would never be done; `tests/test_deferred_jobs.py` compares.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict, Unpack

from procrastinate.contrib.django import app
from procrastinate.jobs import JobDeferrer
from procrastinate.types import JSONValue


class TaskOptions(TypedDict):
    name: str
    queue: str


class DeferringOptions(TypedDict, total=False):
    lock: str
    """Jobs of the same lock run one after the other."""
    schedule_at: datetime
    schedule_in: dict[str, int]


@dataclass(frozen=True, slots=True)
class DeferredJob:
    """`SEND_IT.defer(…)` asks for it; the function under `@app.task(**SEND_IT.task)` does it."""

    name: str
    queue: str

    @property
    def task(self) -> TaskOptions:
        return {"name": self.name, "queue": self.queue}

    def defer(self, **arguments: JSONValue) -> None:
        """In the present transaction: if that is rolled back, nothing was asked for."""
        self.configure().defer(**arguments)

    def configure(self, **options: Unpack[DeferringOptions]) -> JobDeferrer:
        deferrer: JobDeferrer = app.configure_task(self.name, queue=self.queue, **options)
        return deferrer
