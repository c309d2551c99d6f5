import pytest
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from escale.jobs.tests.test_mail import run
from escale.sms.actions.deliver_texts import MOST_PER_RUN
from escale.sms.models import OutgoingText
from escale.sms.states import TextState
from escale.sms.tests.factories import OutgoingTextFactory

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def no_gateway(settings: Settings) -> None:
    settings.SMS_GATEWAY = ""


@pytest.mark.parametrize(
    ("task", "arguments"),
    [("deliver_texts", {}), ("escale.jobs.schedule.sweep_texts", {"timestamp": 0})],
)
def test_what_one_job_leaves_gets_another_job(task: str, arguments: dict[str, int]) -> None:
    OutgoingTextFactory.create_batch(MOST_PER_RUN + 1)
    run(task, **arguments)
    assert OutgoingText.objects.filter(state=TextState.FAILED).count() == MOST_PER_RUN
    assert ProcrastinateJob.objects.filter(status="todo", task_name="deliver_texts").exists()


def test_job_that_sends_everything_is_the_last() -> None:
    OutgoingTextFactory.create()
    jobs = ProcrastinateJob.objects.count()
    run("deliver_texts")
    assert ProcrastinateJob.objects.count() == jobs


def test_schedule_is_known_to_the_worker() -> None:
    app.perform_import_paths()  # type: ignore[no-untyped-call]
    crons = {
        task.task.name.rpartition(".")[2]: task.cron
        for task in app.periodic_registry.periodic_tasks.values()
    }
    assert crons["sweep_texts"] == "* * * * * */10"
    assert app.tasks["deliver_texts"].queue == "texts"
