"""What runs when."""

from procrastinate import JobContext
from procrastinate.contrib.django import app

from escale.accounts.actions.forget_served_codes import forget_served_codes
from escale.bounces.actions.settle_waiting_bounces import settle_waiting_bounces
from escale.changes.actions.forget_changes import forget_changes
from escale.exports.actions.fail_stalled_exports import fail_stalled_exports
from escale.exports.actions.forget_old_exports import forget_old_exports
from escale.hints.actions.learn_domains import learn_domains
from escale.imports.actions.fail_stalled_imports import fail_stalled_imports
from escale.imports.actions.forget_old_imports import forget_old_imports
from escale.jobs.bounces import read_configured_maildir
from escale.jobs.mail import deliver
from escale.jobs.mass_sends import advance_due_sends
from escale.jobs.production import advance_due, cancel_asked
from escale.jobs.reminders import send_digests, send_due_reminders
from escale.jobs.texts import send_waiting
from escale.jobs.validity import end_unpaid, expire_over
from escale.privacy.actions.apply_retention import apply_retention
from escale.rate_limits.actions.forget_old_tries import forget_old_tries


@app.periodic(cron="* * * * * */10")
@app.task(queue="mail", queueing_lock="sweep_outbox", pass_context=True)
def sweep_outbox(context: JobContext, timestamp: int) -> None:
    """Deferred messages whose time has come, and those of a worker that died."""
    deliver(context)


@app.periodic(cron="* * * * * */10")
@app.task(queue="texts", queueing_lock="sweep_texts", pass_context=True)
def sweep_texts(context: JobContext, timestamp: int) -> None:
    """Texts left waiting, and those in the hands of a worker that died: they have failed."""
    send_waiting(context)


@app.periodic(cron="* * * * * */5")
@app.task(queue="production", queueing_lock="sweep_orders", pass_context=True)
def sweep_orders(context: JobContext, timestamp: int) -> None:
    """Orders whose next step has come, those that a dead worker left half-way, cancellations."""
    advance_due(context)
    cancel_asked(context)


@app.periodic(cron="* * * * * */10")
@app.task(queue="orders", queueing_lock="sweep_mass_sends", pass_context=True)
def sweep_mass_sends(context: JobContext, timestamp: int) -> None:
    """Mass sends whose minute is over, and those that a dead worker left half-way."""
    advance_due_sends(context)


@app.periodic(cron="*/5 * * * *")
@app.task(queue="system", queueing_lock="sweep_reminders")
def sweep_reminders(timestamp: int) -> None:
    """Clients whose reminders of today have not all left, within the hours that they chose."""
    send_due_reminders()


@app.periodic(cron="*/10 * * * *")
@app.task(queue="system", queueing_lock="sweep_digests", pass_context=True)
def sweep_digests(context: JobContext, timestamp: int) -> None:
    """In the morning, to who asked for it: what changed."""
    send_digests(context)


@app.periodic(cron="* * * * * */10")
@app.task(queue="mail", queueing_lock="sweep_bounces", pass_context=True)
def sweep_bounces(context: JobContext, timestamp: int) -> None:
    """What came back: files of the maildir, if any, and what came before its message had left."""
    read_configured_maildir(context)
    settle_waiting_bounces()


# Five past midnight in France, in winter and in summer; then once more, if that was missed.
@app.periodic(cron="5 22,23,4 * * *")
@app.task(queue="system", queueing_lock="sweep_validity")
def sweep_validity(timestamp: int) -> None:
    """Titles whose last day is over, also those of nights that were missed."""
    expire_over()


@app.periodic(cron="15 7 * * *")
@app.task(queue="system", queueing_lock="sweep_unpaid", pass_context=True)
def sweep_unpaid(context: JobContext, timestamp: int) -> None:
    """Orders that nobody pays, at the hour when people read."""
    end_unpaid(context)


@app.periodic(cron="30 3 * * *")
@app.task(queue="system", queueing_lock="retain")
def retain(timestamp: int) -> None:
    """Nothing about people is kept for ever (docs/concerns/privacy.md)."""
    apply_retention()


@app.periodic(cron="50 3 * * *")
@app.task(queue="system", queueing_lock="learn")
def learn(timestamp: int) -> None:
    """Which domains each client's mail reaches, after what was to be forgotten is."""
    learn_domains()


@app.periodic(cron="10 * * * *")
@app.task(queue="system", queueing_lock="forget_imports")
def forget_imports(timestamp: int) -> None:
    """Previews of yesterday, and the rows of what was applied a month ago."""
    forget_old_imports()


@app.periodic(cron="40 * * * *")
@app.task(queue="system", queueing_lock="forget_exports")
def forget_exports(timestamp: int) -> None:
    """Workbooks asked for a day ago: they are lists of people."""
    forget_old_exports()


@app.periodic(cron="*/5 * * * *")
@app.task(queue="system", queueing_lock="forget_changes")
def sweep_changes(timestamp: int) -> None:
    """What open pages were told long ago."""
    forget_changes()


@app.periodic(cron="25 * * * *")
@app.task(queue="system", queueing_lock="forget_tries")
def forget_tries(timestamp: int) -> None:
    """Tries that count against no limit any more, and codes that have served."""
    forget_old_tries()
    forget_served_codes()


@app.periodic(cron="* * * * *")
@app.task(queue="system", queueing_lock="fail_exports")
def fail_exports(timestamp: int) -> None:
    """Workbooks whose job will not come: they are told, and may be asked for again."""
    fail_stalled_exports()


@app.periodic(cron="* * * * *")
@app.task(queue="system", queueing_lock="fail_imports")
def fail_imports(timestamp: int) -> None:
    """Imports whose job will not come: they are told, and may be tried again."""
    fail_stalled_imports()


@app.periodic(cron="* * * * *")
@app.task(queue="system", queueing_lock="retry_stalled", pass_context=True)
async def retry_stalled(context: JobContext, timestamp: int) -> None:
    """Jobs of a worker that died: nobody else takes them up again."""
    for job in await context.app.job_manager.get_stalled_jobs():
        await context.app.job_manager.retry_job(job)
