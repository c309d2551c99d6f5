"""Mail leaves: one job for each queued message, and a sweep for those whose time has come."""

from procrastinate import JobContext
from procrastinate.contrib.django import app

from escale.mailing.actions.deliver_messages import deliver_messages
from escale.mailing.deferred import DELIVER_MAIL


@app.task(**DELIVER_MAIL.task, pass_context=True)
def deliver_mail(context: JobContext) -> None:
    deliver(context)


def deliver(context: JobContext) -> None:
    """One short run; what is still due gets a job of its own."""
    if deliver_messages(should_stop=context.should_abort).more:
        deliver_mail.defer()
