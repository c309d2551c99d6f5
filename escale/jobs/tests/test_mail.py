import asyncio
from types import SimpleNamespace
from typing import cast
from unittest.mock import AsyncMock

import pytest
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from escale.jobs.schedule import retry_stalled
from escale.mailing.actions import deliver_messages as delivering
from escale.mailing.models import OutgoingMessage
from escale.mailing.states import MessageState
from escale.mailing.tests.factories import OutgoingMessageFactory

pytestmark = pytest.mark.django_db


def run(task: str, **arguments: int) -> None:
    """One job, as a worker that is not asked to stop runs it."""
    app.perform_import_paths()  # type: ignore[no-untyped-call]
    app.tasks[task].func(SimpleNamespace(should_abort=lambda: False), **arguments)


def queue(count: int) -> None:
    OutgoingMessageFactory.create_batch(
        count, template="dotations/emails/address_replaced", links={}
    )


@pytest.mark.parametrize(
    ("task", "arguments"),
    [("deliver_mail", {}), ("escale.jobs.schedule.sweep_outbox", {"timestamp": 0})],
)
def test_what_one_job_leaves_gets_another_job(
    mailoutbox: list[object],
    monkeypatch: pytest.MonkeyPatch,
    task: str,
    arguments: dict[str, int],
) -> None:
    monkeypatch.setattr(delivering, "MOST_SECONDS", 0)
    queue(delivering.BATCH + 1)
    run(task, **arguments)
    assert OutgoingMessage.objects.filter(state=MessageState.SENT).count() == delivering.BATCH
    assert ProcrastinateJob.objects.filter(status="todo", task_name="deliver_mail").exists()


def test_job_that_sends_everything_is_the_last(mailoutbox: list[object]) -> None:
    queue(2)
    jobs = ProcrastinateJob.objects.count()
    run("deliver_mail")
    assert len(mailoutbox) == 2
    assert ProcrastinateJob.objects.count() == jobs


def test_schedule_is_known_to_the_worker() -> None:
    app.perform_import_paths()  # type: ignore[no-untyped-call]
    crons = {
        task.task.name.rpartition(".")[2]: task.cron
        for task in app.periodic_registry.periodic_tasks.values()
    }
    assert crons["sweep_outbox"] == "* * * * * */10"
    assert crons["retry_stalled"] == "* * * * *"
    assert app.tasks["deliver_mail"].queue == "mail"


def test_stalled_jobs_are_taken_up_again() -> None:
    manager = AsyncMock()
    manager.get_stalled_jobs.return_value = ["first", "second"]
    context = SimpleNamespace(app=SimpleNamespace(job_manager=manager))
    asyncio.run(retry_stalled.func(cast(JobContext, context), timestamp=0))
    assert [call.args for call in manager.retry_job.await_args_list] == [("first",), ("second",)]
