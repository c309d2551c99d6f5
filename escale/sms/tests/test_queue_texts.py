from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import QuerySet
from procrastinate.contrib.django.models import ProcrastinateJob

from escale.kernel.tokens import sign_digits
from escale.sms.actions.queue_text import queue_text
from escale.sms.actions.queue_texts import NewText, queue_texts
from escale.sms.models import OutgoingText
from escale.sms.rendering import CODE_PURPOSE

NEW = NewText(
    template="greeting/texts/code",
    phone="+33676028937",
    context={"name": "Chloé"},
    about="greeting:1",
    lifetime=timedelta(minutes=10),
    payer="1000001",
    code_payload="greeting.1.0",
)


@pytest.fixture
def deferred_jobs(transactional_db: None) -> QuerySet[ProcrastinateJob]:
    """Those deferred by the test: the tables of procrastinate are not emptied between tests."""
    latest = ProcrastinateJob.objects.order_by("-id").values_list("id", flat=True).first() or 0
    return ProcrastinateJob.objects.filter(id__gt=latest)


def test_text_and_job_are_committed_together(deferred_jobs: QuerySet[ProcrastinateJob]) -> None:
    text = queue_text(text=NEW)
    job = deferred_jobs.get()
    assert (job.task_name, job.queue_name) == ("deliver_texts", "texts")
    stored = OutgoingText.objects.due().get()
    assert stored == text
    assert stored.expires_at == text.expires_at == stored.created_at + timedelta(minutes=10)
    assert (stored.phone, stored.payer, stored.segments) == ("+33676028937", "1000001", 0)


def test_rollback_queues_nothing(deferred_jobs: QuerySet[ProcrastinateJob]) -> None:
    with transaction.atomic():
        queue_text(text=NEW)
        transaction.set_rollback(True)
    assert not OutgoingText.objects.exists()
    assert not deferred_jobs.exists()


@pytest.mark.django_db
def test_many_in_order_with_one_job() -> None:
    jobs = ProcrastinateJob.objects.filter(task_name="deliver_texts")
    before = jobs.count()
    queued = queue_texts(texts=[NEW, NEW, NEW])
    assert [text.pk for text in queued] == sorted(text.pk for text in queued)
    assert jobs.count() == before + 1


@pytest.mark.django_db
def test_no_code_is_stored() -> None:
    queue_text(text=NEW)
    assert sign_digits(CODE_PURPOSE, "greeting.1.0") not in str(OutgoingText.objects.values().get())
