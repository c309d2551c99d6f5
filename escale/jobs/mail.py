"""Mail leaves: one job for each queued message, and a sweep for those whose time has come."""

from procrastinate import JobContext
from procrastinate.contrib.django import app

from escale.mailing.actions.deliver_messages import deliver_messages


@app.task(name="deliver_mail", queue="mail", pass_context=True)
def deliver_mail(context: JobContext) -> None:
    deliver(context)


def deliver(context: JobContext) -> None:
    """One short run; what is still due gets a job of its own."""
    if deliver_messages(should_stop=context.should_abort).more:
        deliver_mail.defer()
