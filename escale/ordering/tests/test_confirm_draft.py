import pytest

from escale.clients.models import Member
from escale.dotations.models import Dotation
from escale.dotations.states import DotationStatus
from escale.journal.queries import entries_about
from escale.ordering.actions import confirm_draft as confirming
from escale.ordering.actions.add_line import add_line
from escale.ordering.actions.confirm_draft import confirm_draft
from escale.ordering.actions.place_order import place_order
from escale.ordering.errors import DraftBusy, DraftChanged, DraftEmpty, DraftHasRefusedLines
from escale.ordering.models import Draft, DraftLine
from escale.ordering.states import DraftStatus
from escale.ordering.terms import Terms
from escale.ordering.tests.factories import DraftFactory
from escale.ordering.tests.test_lines import typed
from escale.orders.models import Booklet, Order
from escale.orders.states import LineKind, OrderStatus, PaymentMeans

CARD = PaymentMeans.CARD


@pytest.fixture
def draft(alice: Member) -> Draft:
    return DraftFactory.create(client=alice.client)


def confirm(member: Member, draft: Draft, total: int) -> Draft:
    return confirm_draft(
        actor=member.actor, draft_id=draft.pk, payment_means=CARD, expected_total=total
    )


@pytest.mark.parametrize(
    ("amounts", "total"),
    [
        ([150] * 4, 60_600),
        ([1000] * 2 + [500] * 4, 404_000),
        ([1000] * 10, 1_010_000),
    ],
)
def test_the_three_orders_of_the_guide(
    alice: Member, draft: Draft, amounts: list[int], total: int
) -> None:
    for number, amount in enumerate(amounts, start=1):
        add_line(draft_id=draft.pk, cells=typed(number, amount=str(amount)))
    order = confirm(alice, draft, total).order
    assert order is not None
    assert (order.total, order.status) == (total, OrderStatus.AWAITING_PAYMENT)
    assert (order.placed_by, order.payment_means) == (alice.actor.label, CARD)
    dotations = Dotation.objects.filter(order=order).order_by("id")
    assert [dotation.amount // 100 for dotation in dotations] == amounts
    assert {dotation.status for dotation in dotations} == {DotationStatus.ORDERED}
    assert {dotation.invited_at for dotation in dotations} == {None}
    assert dotations[0].search.startswith("001\x1ftest1\x1fancv\x1f")
    assert not DraftLine.objects.exists()
    assert entries_about(order.about).filter(verb="order-created").count() == 1


def test_a_second_click_finds_the_first_order(alice: Member, draft: Draft) -> None:
    add_line(draft_id=draft.pk, cells=typed(1))
    first = confirm(alice, draft, 15_150).order
    assert confirm(alice, draft, 15_150).order == first
    assert Order.objects.count() == 1


def test_what_was_not_seen_is_not_ordered(alice: Member, draft: Draft) -> None:
    add_line(draft_id=draft.pk, cells=typed(1))
    with pytest.raises(DraftChanged):
        confirm(alice, draft, 15_151)
    assert not Order.objects.exists()


def test_a_refused_line_holds_all_back(alice: Member, draft: Draft) -> None:
    add_line(draft_id=draft.pk, cells=typed(1))
    add_line(draft_id=draft.pk, cells=typed(2, amount="0"))
    with pytest.raises(DraftHasRefusedLines, match="1 ligne est refusée"):
        confirm(alice, draft, 15_150)


def test_nobody_is_no_order(alice: Member, draft: Draft) -> None:
    with pytest.raises(DraftEmpty):
        confirm(alice, draft, 0)


def test_not_while_a_file_is_read(alice: Member, draft: Draft) -> None:
    Draft.objects.filter(pk=draft.pk).update(status=DraftStatus.CHECKING)
    with pytest.raises(DraftBusy):
        confirm(alice, draft, 0)


def test_paper_becomes_booklets(alice: Member) -> None:
    draft = DraftFactory.create(client=alice.client, paper=True)
    add_line(draft_id=draft.pk, cells=typed(1))
    order = confirm(alice, draft, 15_150).order
    assert order is not None
    assert order.is_paper
    assert Booklet.objects.get().order == order
    assert order.lines.filter(kind=LineKind.BOOKLETS, quantity=1, amount=15_000).exists()
    assert not Dotation.objects.exists()


def test_a_large_order_is_written_by_a_job(
    alice: Member, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(confirming, "LINES_AT_ONCE", 1)
    for number in (1, 2):
        add_line(draft_id=draft.pk, cells=typed(number))
    confirmed = confirm(alice, draft, 30_300)
    assert (confirmed.status, confirmed.order) == (DraftStatus.PLACING, None)
    terms = Terms(CARD)
    order = place_order(actor=alice.actor, draft_id=draft.pk, terms=terms)
    assert place_order(actor=alice.actor, draft_id=draft.pk, terms=terms) == order
    assert Dotation.objects.filter(order=order).count() == 2
