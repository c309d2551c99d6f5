"""Rows written before the search was folded as it is now are found as others are."""

import pytest
from django.core.management import call_command

from escale.clients.models import Member
from escale.dotations.actions import refold_search as module
from escale.dotations.actions.refold_search import refold_search
from escale.dotations.models import Dotation
from escale.dotations.search import Criteria
from escale.dotations.tables import WantedPage, search_dotations
from escale.dotations.tests.factories import DotationFactory
from escale.orders.tests.factories import OrderFactory


def test_what_was_written_before_is_found(alice: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BATCH", 2)
    order = OrderFactory.create(client=alice.client)
    rows = [
        DotationFactory.create(order=order, last_name=f"LE\u2011GOFF {letter}") for letter in "ABC"
    ]
    ordinary = DotationFactory.create(order=order)
    for row in rows:
        # As a version wrote it that left hyphens as they came.
        Dotation.objects.filter(pk=row.pk).update(search=row.search.replace("-", "\u2011"))
    found = Criteria(last_name="le-goff")
    assert search_dotations(alice, found, wanted=WantedPage(50))[0].total == 0
    assert refold_search() == 3
    assert search_dotations(alice, found, wanted=WantedPage(50))[0].total == 3
    assert refold_search() == 0
    assert Dotation.objects.get(pk=ordinary.pk).search == ordinary.search


def test_it_is_a_command(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("refold_search")
    assert capsys.readouterr().out == "0 dotation(s) remises en ordre.\n"
