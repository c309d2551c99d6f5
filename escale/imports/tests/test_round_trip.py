"""Z3: what « Exporter » writes comes back as no change at all, whatever the texts."""

import tempfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from escale.dotations.models import Dotation
from escale.dotations.tests.factories import DotationFactory
from escale.exchange.order_export import write_order_workbook
from escale.imports.previewing import preview_file
from escale.imports.states import Verdict
from escale.orders.tests.factories import OrderFactory
from tests.rig.examples import part_of_examples

# Whatever PostgreSQL can store: neither NUL nor half of a pair.
TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=50)
AMOUNTS = st.integers(min_value=1, max_value=500_000)


@pytest.mark.slow
class TestRoundTrip(TestCase):
    @settings(max_examples=part_of_examples(60))
    @given(
        matricule=TEXT,
        last_name=TEXT,
        first_name=TEXT,
        email=TEXT.filter(str.strip),
        amount=AMOUNTS,
    )
    def test_an_export_comes_back_unchanged(
        self, matricule: str, last_name: str, first_name: str, email: str, amount: int
    ) -> None:
        order = OrderFactory.create()
        for number in range(2):
            DotationFactory.create(
                order=order,
                matricule=f"{matricule}{number}"[-50:],
                last_name=last_name,
                first_name=first_name,
                email=f"{email}@yopmail.example",
                amount=amount,
            )
        with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
            stream = BytesIO()
            count = write_order_workbook(stream, Dotation.objects.filter(order=order))
            file.write(stream.getvalue())
            file.flush()
            rows = preview_file(order, Path(file.name)).rows
        assert len(rows) == count == 2
        assert [list(row.refusals) for row in rows] == [[], []]
        assert {row.verdict for row in rows} == {Verdict.UNCHANGED}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    ["=1+1", "+33", "-2", "@SUM(1)", "'abc", "_x0041_", "0012", "1E5", "VRAI", "12/03", " a  b ",
     "e\u0301", "\u202eabc", "a\u00adb", "\u200b", "😀", "a\tb\nc", "&amp;<b>"],
)  # fmt: skip
def test_awkward_names_come_back_unchanged(name: str, tmp_path: Path) -> None:
    order = OrderFactory.create()
    DotationFactory.create(order=order, last_name=name, first_name=name, matricule=name)
    path = tmp_path / "a.xlsx"
    with path.open("wb") as stream:
        write_order_workbook(stream, Dotation.objects.filter(order=order))
    assert [row.verdict for row in preview_file(order, path).rows] == [Verdict.UNCHANGED]
