"""Rows drawn by moulds are those that the template draws one by one, whatever they hold."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import escape
from itertools import product

import pytest
from django.template import Context, Template
from django.template.loader import get_template
from django.utils.translation import override
from hypothesis import settings

from escale.dotations.queries import DotationRow
from escale.dotations.states import DotationStatus, PhoneTrouble
from escale.dotations.undoing import FormerContact
from escale.kernel import clock
from escale.mailing.causes import Cause
from escale.mailing.states import MessageState
from escale.portal.dotations.rows import Line
from escale.webkit.moulded_rows import _SHELVES, KEPT, drawn_rows

pytestmark = pytest.mark.slow

LONG_AGO = datetime(2026, 5, 4, 10, 12, 30, tzinfo=UTC)
ROW = DotationRow(
    id=12_000_001, order_number=2_800_886, matricule="001", last_name="LEF<b>ÈVRE", amount=15_000,
    first_name="Jean \"Jo\" & d'Arc", email="jean&co@yopmail.example", phone="+33676028937",
    status_code="awaiting_activation", opened_at=None, account_created_at=None,
    password_chosen_at=None,
    phone_trouble_code="", revision=3, message_state=None, cause_code=None,
    message_settled_at=None, message_next_attempt_at=LONG_AGO,
)  # fmt: skip
FORMER = FormerContact("avant&@yopmail.example", "+33676028938", LONG_AGO)
TEMPLATE = "portal/dotations/_row.html"


def rows() -> Iterator[DotationRow]:
    """Each status with each state of its mail, and what else a row may show; all of them twice."""
    number, just_now = ROW.id, clock.now()
    for status, state in product(DotationStatus, [None, *MessageState]):
        for changes in (
            {},
            {"account_created_at": LONG_AGO},
            {"opened_at": LONG_AGO, "message_settled_at": LONG_AGO},
            {"message_settled_at": just_now},
            {"message_settled_at": LONG_AGO, "email": "x@yopmial.example"},
            {"cause_code": Cause.UNKNOWN_ADDRESS.value, "phone": "+351912345678"},
            {"phone_trouble_code": PhoneTrouble.values[0], "email": "", "phone": ""},
        ):
            for seconds in (0, 20):
                number += 1
                moment = LONG_AGO + timedelta(seconds=seconds)
                row = replace(ROW, id=number, matricule=str(number % 97), revision=number % 5)
                row = replace(row, amount=number % 90_000, order_number=number % 90_000)
                row = replace(row, status_code=status.value, message_state=state, **changes)
                yield replace(row, message_next_attempt_at=moment)


def lines(*, with_order: bool) -> list[Line]:
    found = [Line(row, with_order=with_order) for row in rows()]
    typed = replace(found[0], typed_email="jean@", email_error="Il manque la fin.")
    taken_back = [replace(line, former=FORMER, shared_with=line.row.id % 3) for line in found]
    return [
        *taken_back,
        *found,
        typed,
        replace(found[2], done="C’est fait <b>."),
        replace(typed, refusal="Non"),
    ]


def some_of(shown: list[Line]) -> list[Line]:
    """A seventh of them, prime to what they turn about; all of them where much is asked."""
    return shown if settings().max_examples > 100 else [*shown[::7], *shown[-3:]]


def one_by_one(shown: list[Line], template: Template, context: Context) -> str:
    drawn = []
    for line in shown:
        with context.push(line=line):
            drawn.append(template.render(context))
    return "".join(drawn)


@pytest.mark.parametrize(("with_order", "can_edit"), [*product((True, False), repeat=2)])
def test_moulds_draw_what_the_template_draws(with_order: bool, can_edit: bool) -> None:
    template = get_template(TEMPLATE).template  # type: ignore[attr-defined]
    known = {"can_edit": can_edit}
    context = Context(known | {"csrf_token": "to<ken"})
    shown = lines(with_order=with_order)
    if not (with_order and can_edit):
        # What they lack of the first is a cell and a form.
        shown = some_of(shown)
    with context.bind_template(template):
        expected = one_by_one(shown, template, context)
    # The second page has the moulds of the first, whatever its token.
    for token in ("to<ken", "an&other"):
        drawn = drawn_rows(shown, template, token=token, known=known)
        assert drawn == expected.replace("to&lt;ken", escape(token))


def test_no_page_gets_what_another_reader_was_shown() -> None:
    """Moulds outlive the page that made them: who may edit, and both languages, turn about."""
    shown = some_of(lines(with_order=True))
    readers = [*product(("fr", "en-gb"), (True, False))]
    expected_by: dict[tuple[str, bool], str] = {}
    for language, can_edit in [*readers, *reversed(readers)]:
        known = {"can_edit": can_edit}
        with override(language):
            template = get_template(TEMPLATE).template  # type: ignore[attr-defined]
            context = Context(known | {"csrf_token": language})
            if (language, can_edit) not in expected_by:
                with context.bind_template(template):
                    expected_by[language, can_edit] = one_by_one(shown, template, context)
            expected = expected_by[language, can_edit]
            assert drawn_rows(shown, template, token=language, known=known) == expected
        assert ("data-square" in expected) == can_edit
        assert ("awaiting" in expected.lower()) == (language == "en-gb")


def test_a_page_of_single_looks_keeps_few_of_them() -> None:
    """Each row a look of its own: what is kept stays bounded, and all are drawn right."""
    template = get_template(TEMPLATE).template  # type: ignore[attr-defined]
    known = {"can_edit": True}
    shown = [Line(ROW, refusal=f"Refus {number}") for number in range(3 * KEPT)]
    context = Context(known | {"csrf_token": "x"})
    with context.bind_template(template):
        assert drawn_rows(shown, template, token="x", known=known) == one_by_one(
            shown, template, context
        )
    assert all(len(shelf) <= KEPT for shelf in _SHELVES[template].values())


def test_rows_that_look_alike_are_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    template = get_template(TEMPLATE).template  # type: ignore[attr-defined]
    drawn: list[Context] = []
    render = template.render

    def counted(context: Context) -> str:
        drawn.append(context)
        return str(render(context))

    monkeypatch.setattr(template, "render", counted)
    shown = [
        Line(
            replace(
                ROW,
                id=number,
                order_number=number,
                email=f"m{number}@free.fr",
                last_name=f"N{number}",
                amount=number * 5_050,
            ),
            with_order=True,
        )
        for number in range(1, 51)
    ]
    # As many have just been corrected, each at another moment.
    shown += [
        replace(
            line,
            row=replace(
                line.row,
                message_state=MessageState.SENT,
                message_settled_at=LONG_AGO + timedelta(days=line.row.id),
            ),
            former=replace(FORMER, email=f"avant{line.row.id}@free.fr"),
        )
        for line in shown
    ]
    known = {"can_edit": True}
    drawn_rows(shown, template, token="", known=known)
    assert len(drawn) == 2
    drawn_rows(shown[::-1], template, token="", known=known)
    assert len(drawn) == 2
