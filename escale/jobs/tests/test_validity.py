from datetime import timedelta
from types import SimpleNamespace
from typing import cast

import pytest
from procrastinate import JobContext
from procrastinate.contrib.django.models import ProcrastinateJob

from escale.clients.turns import turn_of
from escale.dotations.models import Dotation
from escale.dotations.states import DotationStatus
from escale.dotations.tests.factories import DotationFactory
from escale.jobs.validity import expire_dotations, expire_over
from escale.kernel import clock
from escale.orders.models import ExpiryPause

pytestmark = pytest.mark.django_db
CONTEXT = cast(JobContext, SimpleNamespace(should_abort=lambda: False))


@pytest.fixture
def over() -> Dotation:
    """Valid until the end of 2022."""
    return DotationFactory.create()


def waiting_jobs() -> list[ProcrastinateJob]:
    return list(ProcrastinateJob.objects.filter(task_name="expire_dotations"))


def test_one_job_for_each_client_under_its_turn(over: Dotation) -> None:
    DotationFactory.create(order__placed_on=clock.today())
    expire_over()
    expire_over()
    (job,) = waiting_jobs()
    assert job.lock == turn_of(over.client_id)
    assert job.args == {"client_id": over.client_id}
    expire_dotations(CONTEXT, over.client_id)
    over.refresh_from_db()
    assert over.status == DotationStatus.EXPIRED


def test_none_during_a_pause_which_ends_by_itself(over: Dotation) -> None:
    ExpiryPause.objects.create(pk=1, until=clock.now() + timedelta(days=1))
    expire_over()
    assert waiting_jobs() == []
    ExpiryPause.objects.update(until=clock.now() - timedelta(seconds=1))
    expire_over()
    assert len(waiting_jobs()) == 1
