from io import BytesIO

import openpyxl

from escale.clients.models import Member
from escale.dotations.tests.factories import DotationFactory
from escale.exports.everything import count_everything, write_everything
from escale.journal.models import JournalEntry
from escale.orders.tests.factories import OrderFactory
from tests.personas import SignIn


def test_all_that_is_held_of_one_client_and_nothing_else(
    alice: Member, bob: Member, charlie: Member
) -> None:
    alice.client.contact_name = "Nora Quidelleur"
    mine = DotationFactory.create(order=OrderFactory.create(client=alice.client))
    theirs = DotationFactory.create(
        order=OrderFactory.create(client=charlie.client), last_name="CANARI"
    )
    stream = BytesIO()
    write_everything(stream, alice)
    book = openpyxl.load_workbook(stream)
    cells = {
        sheet.title: [str(cell.value) for row in sheet.iter_rows() for cell in row]
        for sheet in book
    }
    assert list(cells)[:3] == ["Organisation", "Membres", "Commandes"]
    assert "Nora Quidelleur" in cells["Organisation"]
    assert bob.user.full_name in cells["Membres"]
    assert str(mine.order_id) in cells["Commandes"]
    everything = [cell for found in cells.values() for cell in found]
    assert mine.email in everything
    assert not {theirs.last_name, theirs.email, charlie.user.full_name} & set(everything)
    assert count_everything(alice) >= 1


def test_it_is_told(alice: Member, sign_in: SignIn) -> None:
    answer = sign_in(alice).get("/mon-compte/organisation/donnees/")
    assert b"".join(answer)[:2] == b"PK"
    assert "Toutes_les_donn" in answer["Content-Disposition"]
    assert JournalEntry.objects.get(verb="everything-exported").client_id == alice.client_id
