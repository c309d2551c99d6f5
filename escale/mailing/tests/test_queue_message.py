import pytest
from django.db import transaction
from django.db.models import QuerySet
from procrastinate.contrib.django.models import ProcrastinateJob

from escale.kernel.tokens import sign
from escale.mailing.actions.queue_message import queue_message
from escale.mailing.actions.queue_messages import NewMessage
from escale.mailing.links import SignedLink
from escale.mailing.models import OutgoingMessage
from escale.mailing.states import MessageState


def queue() -> OutgoingMessage:
    return queue_message(
        message=NewMessage(
            template="letter",
            recipient="chloe@yopmail.example",
            context={"name": "Chloé"},
            links={"open": SignedLink("/lettre/{token}", "letter", "secret-payload")},
            about="letter:1",
        )
    )


@pytest.fixture
def deferred_jobs(transactional_db: None) -> QuerySet[ProcrastinateJob]:
    """Those deferred by the test: the tables of procrastinate are not emptied between tests."""
    latest = ProcrastinateJob.objects.order_by("-id").values_list("id", flat=True).first() or 0
    return ProcrastinateJob.objects.filter(id__gt=latest)


def test_message_and_job_are_committed_together(deferred_jobs: QuerySet[ProcrastinateJob]) -> None:
    message = queue()
    job = deferred_jobs.get()
    assert (job.task_name, job.queue_name) == ("deliver_mail", "mail")
    assert OutgoingMessage.objects.due().get() == message
    assert message.state == MessageState.QUEUED


def test_rollback_queues_nothing(deferred_jobs: QuerySet[ProcrastinateJob]) -> None:
    with transaction.atomic():
        queue()
        transaction.set_rollback(True)
    assert not OutgoingMessage.objects.exists()
    assert not deferred_jobs.exists()


@pytest.mark.django_db
def test_no_token_is_stored() -> None:
    message = OutgoingMessage.objects.get(pk=queue().pk)
    assert message.links == {
        "open": {"path": "/lettre/{token}", "purpose": "letter", "payload": "secret-payload"}
    }
    assert sign("letter", "secret-payload") not in str(OutgoingMessage.objects.values().get())
