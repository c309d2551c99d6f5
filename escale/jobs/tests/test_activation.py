import pytest
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from escale.activation.tests.factories import BeneficiaryFactory
from escale.activation.tests.test_new_links import invited
from escale.mailing.models import OutgoingMessage

pytestmark = pytest.mark.django_db


def run(*, dotation_id: int | None, email: str) -> None:
    app.perform_import_paths()  # type: ignore[no-untyped-call]
    app.tasks["send_new_link"].func(dotation_id=dotation_id, email=email)


def waiting(task: str) -> int:
    return ProcrastinateJob.objects.filter(status="todo", task_name=task).count()


def test_a_new_link_leaves_for_the_address_on_file() -> None:
    row = invited()
    run(dotation_id=row.pk, email="")
    assert OutgoingMessage.objects.filter(recipient=row.email).count() == 1
    # Two: the action's own, and one that is deferred once its e-mail is committed.
    assert waiting("deliver_mail") == 2


def test_an_address_gets_its_way_back() -> None:
    account = BeneficiaryFactory.create(configured=True)
    run(dotation_id=None, email=account.email.upper())
    assert OutgoingMessage.objects.get().template == "activation/emails/recovery"


def test_an_unknown_address_leaves_no_trace() -> None:
    run(dotation_id=None, email="personne@yopmail.example")
    assert not OutgoingMessage.objects.exists()


def test_it_is_known_to_the_worker() -> None:
    app.perform_import_paths()  # type: ignore[no-untyped-call]
    assert app.tasks["send_new_link"].queue == "mail"
