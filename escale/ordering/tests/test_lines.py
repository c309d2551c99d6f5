"""Lines typed and corrected on screen follow the same rules as those of a file."""

from datetime import timedelta

import pytest

from escale.exchange.judging import Severity
from escale.kernel import clock
from escale.ordering.actions.accept_suggestions import accept_suggestions
from escale.ordering.actions.add_line import add_line
from escale.ordering.actions.correct_line import correct_line
from escale.ordering.actions.discard_draft import discard_draft
from escale.ordering.actions.forget_old_drafts import forget_old_drafts
from escale.ordering.actions.remove_lines import remove_lines
from escale.ordering.errors import DraftBusy, LineGone
from escale.ordering.models import Draft, DraftLine
from escale.ordering.queries import KEPT, draft_lines, quote, suggestion_count
from escale.ordering.states import DraftStatus
from escale.ordering.tests.factories import DraftFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> Draft:
    return DraftFactory.create()


def typed(number: int, **changed: str) -> dict[str, str]:
    return {
        "matricule": f"{number:03}",
        "last_name": f"TEST{number}",
        "first_name": "ancv",
        "email": f"ancv.rec{number}@yopmail.example",
        "phone": f"06 00 00 00 {number:02}",
        "amount": "150",
    } | changed


def severities(draft: Draft) -> list[int]:
    return list(draft.lines.order_by("id").values_list("severity", flat=True))


def test_a_typed_line_is_kept_whatever_is_wrong_with_it(draft: Draft) -> None:
    line = add_line(draft_id=draft.pk, cells=typed(1, phone="01 44 55 66 77", amount="abc")).line
    assert line.severity == Severity.REFUSED
    assert (line.phone, line.shown_amount) == ("01 44 55 66 77", "abc")
    assert {remark["column"] for remark in line.all_remarks} == {"phone", "amount"}
    assert add_line(draft_id=draft.pk, cells=typed(2)).line.row == line.row + 1


def test_a_correction_clears_its_remarks(draft: Draft) -> None:
    line = add_line(draft_id=draft.pk, cells=typed(1, amount="")).line
    done = correct_line(draft_id=draft.pk, line_id=line.pk, cells=typed(1))
    assert (done.line.severity, done.line.amount) == (Severity.FIT, 15_000)
    assert quote(draft).total == 15_150


def test_a_correction_speaks_of_the_lines_it_touches(draft: Draft) -> None:
    first, second = (add_line(draft_id=draft.pk, cells=typed(number)).line for number in (1, 2))
    cells = typed(2, email=first.email)
    done = correct_line(draft_id=draft.pk, line_id=second.pk, cells=cells)
    assert [line.pk for line in done.touched] == [first.pk]
    assert severities(draft) == [Severity.REFUSED, Severity.REFUSED]
    done = correct_line(draft_id=draft.pk, line_id=first.pk, cells=typed(1, email="a@b.fr"))
    assert severities(draft) == [Severity.FIT, Severity.FIT]


def test_a_chain_of_clashes_is_never_half_judged(draft: Draft) -> None:
    """Two share an address, two others a mobile, one line is in both groups."""
    add_line(draft_id=draft.pk, cells=typed(1))
    middle = add_line(
        draft_id=draft.pk, cells=typed(2, email=typed(1)["email"], phone=typed(3)["phone"])
    ).line
    add_line(draft_id=draft.pk, cells=typed(3))
    assert severities(draft) == [Severity.REFUSED, Severity.REFUSED, Severity.WARNED]
    remove_lines(draft_id=draft.pk, line_ids=[middle.pk])
    assert severities(draft) == [Severity.FIT, Severity.FIT]


def test_the_second_of_a_matricule_is_spared_once_the_first_is_gone(draft: Draft) -> None:
    first = add_line(draft_id=draft.pk, cells=typed(1)).line
    add_line(draft_id=draft.pk, cells=typed(2, matricule="001"))
    assert severities(draft) == [Severity.FIT, Severity.REFUSED]
    remove_lines(draft_id=draft.pk, line_ids=[first.pk])
    assert severities(draft) == [Severity.FIT]


def test_refused_lines_go_together(draft: Draft) -> None:
    for number in range(1, 5):
        add_line(draft_id=draft.pk, cells=typed(number, amount="1" if number > 2 else "150"))
    assert remove_lines(draft_id=draft.pk, severity=Severity.REFUSED).count == 2
    assert quote(draft).can_be_ordered


def test_every_suggestion_at_once(draft: Draft) -> None:
    for number, domain in enumerate(["gmial.com", "hotmial.fr", "orange.fr"], start=1):
        add_line(draft_id=draft.pk, cells=typed(number, email=f"a{number}@{domain}"))
    assert accept_suggestions(draft_id=draft.pk) == 2
    assert severities(draft) == [Severity.FIT] * 3
    assert list(draft.lines.order_by("id").values_list("email", flat=True)) == [
        "a1@gmail.com",
        "a2@hotmail.fr",
        "a3@orange.fr",
    ]


def test_a_refused_address_that_says_what_was_meant_is_mended_too(draft: Draft) -> None:
    add_line(draft_id=draft.pk, cells=typed(1, email="hélène@orange.fr"))
    add_line(draft_id=draft.pk, cells=typed(2, email="李@orange.fr"))
    assert severities(draft) == [Severity.REFUSED] * 2
    assert suggestion_count(draft) == 1
    assert accept_suggestions(draft_id=draft.pk) == 1
    assert severities(draft) == [Severity.FIT, Severity.REFUSED]
    assert draft.lines.order_by("id")[0].email == "helene@orange.fr"


def test_unusual_letters_are_replaced_with_a_remark(draft: Draft) -> None:
    add_line(draft_id=draft.pk, cells=typed(1, email="jean\u2011luc@orange.fr"))
    line = draft.lines.get()
    assert (line.email, line.severity) == ("jean-luc@orange.fr", Severity.REPAIRED)
    assert "inhabituels" in line.remarks[0]["reason"]
    # An ordinary one, whatever its letter case, has none.
    add_line(draft_id=draft.pk, cells=typed(2, email="Lou@ORANGE.fr"))
    assert severities(draft) == [Severity.REPAIRED, Severity.FIT]


def test_a_line_removed_meanwhile_says_so(draft: Draft) -> None:
    with pytest.raises(LineGone):
        correct_line(draft_id=draft.pk, line_id=99, cells=typed(1))


def test_lines_are_found_by_any_word(draft: Draft) -> None:
    for number, name in enumerate(["LEFÈVRE", "LOIR"], start=1):
        add_line(draft_id=draft.pk, cells=typed(number, last_name=name))
    assert draft_lines(draft, text="lefevre", limit=9).total == 1
    assert draft_lines(draft, text="ancv loir", limit=9).total == 1
    assert draft_lines(draft, severity=Severity.REFUSED, limit=9).total == 0


def test_a_discarded_draft_leaves_nothing(draft: Draft) -> None:
    add_line(draft_id=draft.pk, cells=typed(1))
    discard_draft(draft_id=draft.pk)
    assert not Draft.objects.exists()
    assert not DraftLine.objects.exists()


def test_nothing_changes_while_a_job_is_at_work(draft: Draft) -> None:
    Draft.objects.filter(pk=draft.pk).update(status=DraftStatus.CHECKING)
    with pytest.raises(DraftBusy):
        add_line(draft_id=draft.pk, cells=typed(1))
    with pytest.raises(DraftBusy):
        discard_draft(draft_id=draft.pk)


def test_a_draft_that_nobody_touches_is_forgotten(draft: Draft) -> None:
    add_line(draft_id=draft.pk, cells=typed(1))
    assert forget_old_drafts() == 0
    Draft.objects.filter(pk=draft.pk).update(updated_at=clock.now() - KEPT - timedelta(days=1))
    assert forget_old_drafts() == 1
    assert not DraftLine.objects.exists()
