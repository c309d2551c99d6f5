"""What a mail's fate does to its dotation (R30, R31)."""

from datetime import UTC, datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from escale.clients.models import Member
from escale.dotations.actions.mark_email_failed import mark_email_failed
from escale.dotations.actions.mark_emails_accepted import mark_emails_accepted
from escale.dotations.actions.resend_activation import resend_activation
from escale.dotations.brake import Brake
from escale.dotations.models import Dotation
from escale.dotations.states import DotationStatus
from escale.dotations.tests.factories import DotationFactory
from escale.journal.queries import entries_about
from escale.mailing.causes import Cause
from escale.mailing.models import OutgoingMessage

NOW = datetime(2020, 9, 1, tzinfo=UTC)


def resent(row: Dotation, member: Member) -> OutgoingMessage:
    resend_activation(actor=member.actor, dotation_id=row.pk, brake=Brake.OFF)
    row.refresh_from_db()
    assert row.last_message is not None
    return row.last_message


@pytest.mark.django_db
def test_accepted_ends_the_error(alice: Member) -> None:
    row = DotationFactory.create(in_error=True, invited_at=None)
    mark_emails_accepted(messages=[resent(row, alice)])
    row.refresh_from_db()
    assert row.status == DotationStatus.AWAITING_ACTIVATION
    assert row.invited_at is not None


@pytest.mark.django_db
def test_failed_is_an_error_and_is_journaled(alice: Member) -> None:
    row = DotationFactory.create()
    message = resent(row, alice)
    message.cause = Cause.UNKNOWN_DOMAIN
    mark_email_failed(message=message)
    row.refresh_from_db()
    assert row.status == DotationStatus.EMAIL_ERROR
    assert entries_about(row.about)[0].verb == "email-failed"


@pytest.mark.django_db
def test_a_superseded_mail_changes_nothing(alice: Member) -> None:
    row = DotationFactory.create()
    former = resent(row, alice)
    resent(row, alice)
    assert mark_email_failed(message=former) is None
    row.refresh_from_db()
    assert row.status == DotationStatus.AWAITING_ACTIVATION


@pytest.mark.django_db
def test_an_activated_dotation_stays_so(alice: Member) -> None:
    row = DotationFactory.create()
    message = resent(row, alice)
    Dotation.objects.update(status=DotationStatus.ACTIVATED, activated_at=NOW)
    assert mark_emails_accepted(messages=[message]) == []
    assert mark_email_failed(message=message) is None
    row.refresh_from_db()
    assert row.status == DotationStatus.ACTIVATED


@pytest.mark.django_db
def test_many_accepted_at_once_change_what_each_one_changes(
    alice: Member, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    in_error = DotationFactory.create_batch(3, in_error=True)
    told_already = DotationFactory.create()
    messages = [resent(row, alice) for row in (*in_error, told_already)]
    with django_assert_max_num_queries(5):
        changed = mark_emails_accepted(messages=messages)
    assert {row.pk for row in changed} == {row.pk for row in in_error}
    assert set(Dotation.objects.values_list("status", flat=True)) == {
        DotationStatus.AWAITING_ACTIVATION
    }


@pytest.mark.django_db
def test_a_failure_after_the_account_exists_changes_nothing(alice: Member) -> None:
    row = DotationFactory.create()
    message = resent(row, alice)
    Dotation.objects.update(account_created_at=NOW)
    assert mark_email_failed(message=message) is None
