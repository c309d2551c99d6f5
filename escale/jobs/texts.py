"""Texts leave: one job for each that is queued, and a sweep for what a dead worker left."""

from procrastinate import JobContext
from procrastinate.contrib.django import app

from escale.sms.actions.deliver_texts import deliver_texts as delivering
from escale.sms.deferred import DELIVER_TEXTS


@app.task(**DELIVER_TEXTS.task, pass_context=True)
def deliver_texts(context: JobContext) -> None:
    send_waiting(context)


def send_waiting(context: JobContext) -> None:
    """One short run; what still waits gets a job of its own."""
    if delivering(should_stop=context.should_abort).more:
        deliver_texts.defer()
