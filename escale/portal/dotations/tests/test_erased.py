"""Somebody is erased: the pages of their client stand, and name nobody."""

import pytest

from escale.clients.models import Member
from escale.dotations.tests.factories import DotationFactory
from escale.journal.actor import Actor, Door
from escale.orders.tests.factories import OrderFactory
from escale.privacy.actions.erase_person import erase_person
from tests.personas import SignIn


@pytest.mark.parametrize("page", ["/dotations/{id}/", "/commandes/{order}/dotations/"])
def test_pages_stand(alice: Member, sign_in: SignIn, page: str) -> None:
    order = OrderFactory.create(client=alice.client)
    row = DotationFactory.create(order=order, activated=True, last_name="ZANZIBAR")
    browser = sign_in(alice)
    path = page.format(id=row.pk, order=order.pk)
    assert "ZANZIBAR" in browser.get(path).text
    assert browser.get(path).text.count("Demander l’effacement") == path.startswith("/dotations/")
    erase_person(actor=Actor("staff", Door.OPERATOR), dotation_id=row.pk)
    answer = browser.get(path)
    assert answer.status_code == 200
    assert "ZANZIBAR" not in answer.text
    assert "effacé" in answer.text
    assert "Demander l’effacement" not in answer.text
