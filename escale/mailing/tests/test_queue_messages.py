import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from escale.mailing.actions.queue_messages import NewMessage, queue_messages
from escale.mailing.links import SignedLink
from escale.mailing.models import OutgoingMessage

pytestmark = pytest.mark.django_db


def test_many_messages_in_order_and_one_job() -> None:
    jobs = ProcrastinateJob.objects.filter(task_name="deliver_mail")
    before = jobs.count()
    link = SignedLink("/lettre/{token}", "letter", "1")
    queued = queue_messages(
        messages=[
            NewMessage("letter", f"p{n}@yopmail.example", {"name": "Chloé"}, {"open": link}, f"{n}")
            for n in range(3)
        ]
    )
    assert [message.about for message in queued] == ["0", "1", "2"]
    stored = OutgoingMessage.objects.due().order_by("id")
    assert list(stored) == queued
    assert stored[0].links == {"open": link.stored()}
    assert jobs.count() == before + 1
