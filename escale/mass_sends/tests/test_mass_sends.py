"""« Envoi en masse » (R26): who is in, once each, and nothing leaves that was taken back."""

from datetime import timedelta
from itertools import product
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from escale.clients.models import Member
from escale.dotations.actions.activate_dotation import activate_dotation
from escale.dotations.actions.correct_contact import correct_contact
from escale.dotations.brake import ACTIVATION
from escale.dotations.contact import Contact
from escale.dotations.errors import DotationRefused
from escale.dotations.models import Dotation
from escale.dotations.rules import Mail, plan_application_reminder, plan_resend
from escale.dotations.search import Criteria
from escale.dotations.states import DotationStatus
from escale.dotations.tests.factories import DotationFactory
from escale.journal.actor import SYSTEM
from escale.journal.models import JournalEntry
from escale.kernel import clock
from escale.mailing.models import OutgoingMessage
from escale.mailing.states import MessageState
from escale.mailing.tests.factories import OutgoingMessageFactory
from escale.mass_sends.actions.advance_mass_send import advance_mass_send
from escale.mass_sends.actions.plan_mass_send import WantedSend, plan_mass_send
from escale.mass_sends.actions.stop_mass_send import stop_mass_send
from escale.mass_sends.choices import Choice
from escale.mass_sends.errors import NobodyToWriteTo, SendChanged, SendEnded
from escale.mass_sends.models import MassSend, Scope
from escale.mass_sends.queries import SendFigures, figures, report_rows, tally
from escale.mass_sends.states import RowState, SendStatus, Verdict
from escale.mass_sends.verdicts import with_verdicts
from escale.orders.models import Order
from escale.orders.tests.factories import OrderFactory

pytestmark = pytest.mark.django_db
SETTLED: dict[str, object] = {"settled_at": clock.now(), "next_attempt_at": None}
SENT: dict[str, object] = SETTLED | {"state": MessageState.SENT, "sent_at": clock.now()}


@pytest.fixture
def order(alice: Member) -> Order:
    return OrderFactory.create(client=alice.client)


def wanted(expected: int, choice: Choice | None = None, **more: object) -> WantedSend:
    return WantedSend(choice or Choice(), expected, **({"request_id": uuid4()} | more))  # type: ignore[arg-type]


def written(order: Order, *, ago: timedelta, **fields: object) -> Dotation:
    """A dotation whose last e-mail was sent that long ago."""
    row = DotationFactory.create(order=order, **fields)
    row.last_message = OutgoingMessageFactory.create(
        client_id=row.client_id,
        about=row.about,
        template=ACTIVATION,
        recipient=row.email,
        state=MessageState.SENT,
        sent_at=clock.now(),
        settled_at=clock.now(),
        next_attempt_at=None,
    )
    row.save()
    OutgoingMessage.objects.filter(pk=row.last_message.pk).update(
        created_at=clock.database_now() - ago
    )
    return row


def minute_over(mass_send: MassSend) -> None:
    MassSend.objects.filter(pk=mass_send.pk).update(leaves_at=F("created_at"))


def sent_whole(member: Member, wanted: WantedSend) -> MassSend:
    mass_send = plan_mass_send(member=member, wanted=wanted)
    minute_over(mass_send)
    assert advance_mass_send(mass_send_id=mass_send.pk)
    mass_send.refresh_from_db()
    return mass_send


class TestWho:
    def test_the_rule_is_the_one_of_a_row(self, order: Order) -> None:
        """Every status, with and without an account: SQL says what plan_resend says."""
        for status, has_account in product(DotationStatus, (False, True)):
            DotationFactory.create(
                order=order,
                status=status,
                account_created=has_account,
                activated_at=clock.now() if status == DotationStatus.ACTIVATED else None,
            )
        for mail, rule in (
            (Mail.ACTIVATION, plan_resend),
            (Mail.APPLICATION, plan_application_reminder),
        ):
            for row in with_verdicts(Dotation.objects.all(), mail):
                try:
                    rule(row)
                except DotationRefused:
                    assert row.verdict != Verdict.INCLUDED, (mail, row.status, row.has_account)
                else:
                    assert row.verdict == Verdict.INCLUDED, (mail, row.status, row.has_account)

    def test_counted_by_order_with_what_is_left_out(self, alice: Member, order: Order) -> None:
        newer = OrderFactory.create(client=alice.client)
        DotationFactory.create_batch(2, order=order)
        DotationFactory.create(order=newer, in_error=True)
        DotationFactory.create(order=newer, account_created=True)
        DotationFactory.create(order=newer, status=DotationStatus.INTEGRATION)
        DotationFactory.create(order=newer, activated=True)
        written(newer, ago=timedelta(minutes=9))
        DotationFactory.create()  # another client's
        found = tally(alice, Choice())
        assert list(found.by_order.items()) == [(newer.number, 1), (order.number, 2)]
        assert found.left_out == {
            Verdict.CLOSED: 1,
            Verdict.NOT_SENT_YET: 1,
            Verdict.ACCOUNT_CREATED: 1,
            Verdict.RECENT: 1,
        }
        assert tally(alice, Choice(), includes_recent=True).total == 4

    @pytest.mark.parametrize(
        ("choice", "names"),
        [
            (Choice(Scope.ALL), "error found late other"),
            (Choice(Scope.ERRORS), "error"),
            (Choice(Scope.SEARCH, criteria=Criteria(last_name="found")), "found"),
            (Choice(Scope.SILENT, days=7), "late"),
        ],
    )
    def test_scopes(self, alice: Member, order: Order, choice: Choice, names: str) -> None:
        DotationFactory.create(order=order, last_name="error", in_error=True)
        DotationFactory.create(order=order, last_name="found")
        written(order, ago=timedelta(days=8), last_name="late")
        written(order, ago=timedelta(days=6), last_name="other")
        mass_send = sent_whole(alice, wanted(len(names.split()), choice))
        queued = mass_send.rows.filter(state=RowState.QUEUED)
        assert sorted(row.dotation.last_name for row in queued) == names.split()
        assert Choice.restored(mass_send.scope, mass_send.choice).stored() == choice.stored()

    def test_ticked_rows_of_another_client_are_nobody(self, alice: Member, order: Order) -> None:
        mine, foreign = DotationFactory.create(order=order), DotationFactory.create()
        choice = Choice(Scope.TICKED, ticked=(mine.pk, foreign.pk))
        mass_send = sent_whole(alice, wanted(1, choice))
        assert [row.dotation_id for row in mass_send.rows.all()] == [mine.pk]


class TestPlanning:
    def test_the_same_form_twice_is_one_send(self, alice: Member, order: Order) -> None:
        DotationFactory.create(order=order)
        form = wanted(1)
        first = plan_mass_send(member=alice, wanted=form)
        assert plan_mass_send(member=alice, wanted=form) == first

    def test_a_colleague_s_send_takes_nobody_twice(
        self, alice: Member, bob: Member, order: Order
    ) -> None:
        DotationFactory.create_batch(3, order=order)
        plan_mass_send(member=alice, wanted=wanted(3))
        assert tally(bob, Choice()).left_out == {Verdict.ELSEWHERE: 3}
        with pytest.raises(NobodyToWriteTo):
            plan_mass_send(member=bob, wanted=wanted(3))

    def test_another_number_than_the_one_seen_is_not_sent(
        self, alice: Member, order: Order
    ) -> None:
        DotationFactory.create_batch(2, order=order)
        with pytest.raises(SendChanged):
            plan_mass_send(member=alice, wanted=wanted(3))
        assert not MassSend.objects.exists()

    def test_it_takes_as_many_statements_for_one_as_for_many(
        self, alice: Member, order: Order
    ) -> None:
        counts = []
        for number in (1, 40):
            DotationFactory.create_batch(number, order=order, last_name=f"n{number}")
            choice = Choice(Scope.SEARCH, criteria=Criteria(last_name=f"n{number}"))
            with CaptureQueriesContext(
                connection,
            ) as captured:
                plan_mass_send(member=alice, wanted=wanted(number, choice))
            counts.append(len(captured))
        assert counts[0] == counts[1]


class TestSending:
    def test_nothing_leaves_before_its_minute(self, alice: Member, order: Order) -> None:
        DotationFactory.create(order=order)
        mass_send = plan_mass_send(member=alice, wanted=wanted(1))
        advance_mass_send(mass_send_id=mass_send.pk)
        assert not OutgoingMessage.objects.exists()
        assert figures(mass_send) == SendFigures(to_queue=1)

    def test_everybody_gets_one_and_the_journal_says_so(
        self, alice: Member, order: Order, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("escale.mass_sends.actions.advance_mass_send.BATCH", 2)
        rows = DotationFactory.create_batch(5, order=order)
        DotationFactory.create(order=order, account_created=True)
        mass_send = sent_whole(alice, wanted(5))
        assert mass_send.status == SendStatus.DONE
        assert figures(mass_send) == SendFigures(on_their_way=5, excluded=1)
        mails = OutgoingMessage.objects.filter(state=MessageState.QUEUED)
        assert sorted(mails.values_list("recipient", flat=True)) == sorted(
            row.email for row in rows
        )
        resent = JournalEntry.objects.filter(verb="activation-resent")
        assert {entry.actor for entry in resent} == {alice.actor.label}
        assert resent.count() == 5
        assert advance_mass_send(mass_send_id=mass_send.pk)
        assert OutgoingMessage.objects.count() == 5

    def test_what_changed_meanwhile_is_refused_and_told(self, alice: Member, order: Order) -> None:
        activated, corrected, stays = DotationFactory.create_batch(3, order=order)
        mass_send = plan_mass_send(member=alice, wanted=wanted(3))
        activate_dotation(actor=SYSTEM, dotation_id=activated.pk)
        correct_contact(
            actor=alice.actor,
            dotation_id=corrected.pk,
            contact=Contact("louise@yopmail.example", corrected.phone),
        )
        minute_over(mass_send)
        advance_mass_send(mass_send_id=mass_send.pk)
        assert figures(mass_send) == SendFigures(on_their_way=1, refused=2)
        reasons = {row.matricule: row.reason for row in report_rows(mass_send)}
        assert "activé" in reasons[activated.matricule]
        assert reasons[corrected.matricule] == Verdict.RECENT
        assert reasons[stays.matricule] == ""
        about = OutgoingMessage.objects.filter(about=corrected.about)
        assert about.count() == 1

    def test_figures_add_up_whatever_happens(self, alice: Member, order: Order) -> None:
        rows = DotationFactory.create_batch(6, order=order)
        mass_send = sent_whole(alice, wanted(6))
        messages = list(OutgoingMessage.objects.order_by("pk"))
        outcomes: list[dict[str, object]] = [
            SENT,
            SETTLED | {"state": MessageState.FAILED, "cause": "mailbox-full"},
            {"state": MessageState.DEFERRED, "cause": "busy"},
            SETTLED | {"state": MessageState.CANCELLED},
        ]
        for message, outcome in zip(messages, outcomes, strict=False):
            OutgoingMessage.objects.filter(pk=message.pk).update(**outcome)
        found = figures(mass_send)
        assert found == SendFigures(sent=1, failed=1, deferred=1, replaced=1, on_their_way=2)
        assert found.planned == len(rows)


class TestStopping:
    def test_in_its_minute_nothing_leaves(self, alice: Member, order: Order) -> None:
        DotationFactory.create_batch(3, order=order)
        mass_send = plan_mass_send(member=alice, wanted=wanted(3))
        stopped = stop_mass_send(actor=alice.actor, mass_send_id=mass_send.pk)
        assert stopped.status == SendStatus.CANCELLED
        minute_over(mass_send)
        assert advance_mass_send(mass_send_id=mass_send.pk)
        assert not OutgoingMessage.objects.exists()
        assert figures(stopped) == SendFigures(stopped=3)
        # And they can be written to at once.
        assert tally(alice, Choice()).total == 3

    def test_later_what_has_left_has_left(
        self, alice: Member, order: Order, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        failed = written(order, ago=timedelta(days=2), in_error=True)
        OutgoingMessage.objects.update(
            state=MessageState.FAILED, cause="mailbox-full", sent_at=None
        )
        former = failed.last_message_id
        DotationFactory.create_batch(3, order=order)
        mass_send = sent_whole(alice, wanted(4))
        left = OutgoingMessage.objects.exclude(about=failed.about).earliest("pk")
        OutgoingMessage.objects.filter(pk=left.pk).update(**SENT)
        stopped = stop_mass_send(actor=alice.actor, mass_send_id=mass_send.pk)
        assert stopped.status == SendStatus.STOPPED
        assert figures(stopped) == SendFigures(sent=1, stopped=3)
        failed.refresh_from_db()
        # « Erreur e-mail » tells its cause again.
        assert failed.last_message_id == former
        assert stop_mass_send(actor=alice.actor, mass_send_id=mass_send.pk) == stopped

    def test_one_that_has_left_cannot_be_stopped(self, alice: Member, order: Order) -> None:
        DotationFactory.create(order=order)
        mass_send = sent_whole(alice, wanted(1))
        OutgoingMessage.objects.update(**SENT)
        with pytest.raises(SendEnded):
            stop_mass_send(actor=alice.actor, mass_send_id=mass_send.pk)


def test_the_report_names_everybody_who_had_not_activated(alice: Member, order: Order) -> None:
    row = DotationFactory.create(order=order, matricule="002")
    DotationFactory.create(order=order, matricule="001", account_created=True)
    DotationFactory.create(order=order, activated=True)
    mass_send = sent_whole(alice, wanted(1))
    first, second = report_rows(mass_send)
    assert (first.matricule, first.state, first.reason) == (
        "001",
        RowState.EXCLUDED,
        Verdict.ACCOUNT_CREATED,
    )
    assert (second.matricule, second.message_state) == (row.matricule, MessageState.QUEUED)
    assert mass_send.closed == 1


def test_a_foreign_request_id_is_a_send_of_one_s_own(
    alice: Member, charlie: Member, order: Order
) -> None:
    request_id = UUID(int=7)
    DotationFactory.create(order=order)
    DotationFactory.create(order=OrderFactory.create(client=charlie.client))
    first = plan_mass_send(member=alice, wanted=wanted(1, request_id=request_id))
    second = plan_mass_send(member=charlie, wanted=wanted(1, request_id=request_id))
    assert first != second
