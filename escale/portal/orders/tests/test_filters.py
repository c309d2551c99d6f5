"""The three lists filtered by year, status and product, their totals, and the history's export."""

from datetime import date
from io import BytesIO
from urllib.parse import unquote

import openpyxl
import pytest
from django.http import StreamingHttpResponse
from django.test import Client as Browser

from escale.clients.models import Member
from escale.dotations.tests.factories import DotationFactory
from escale.journal.models import JournalEntry
from escale.kernel import clock
from escale.orders.models import Order
from escale.orders.states import OrderStatus, ProductKind
from escale.orders.tests.factories import OrderFactory
from escale.portal.orders.tests.test_lists import numbers_in
from tests.markup import flat
from tests.personas import SignIn

PATH = "/commandes/"
EXPORT = f"{PATH}historique/export/"


@pytest.fixture
def orders(alice: Member) -> list[Order]:
    """Two in the history, one in progress, one to be paid."""
    made = [
        OrderFactory.create(
            client=alice.client, number=1, closed=True, client_reference="Été", placed_by="=1+1"
        ),
        OrderFactory.create(
            client=alice.client,
            number=2,
            product=ProductKind.CLASSIC,
            status=OrderStatus.DELIVERED,
            closed_at=clock.now(),
            placed_on=date(2021, 3, 1),
        ),
        OrderFactory.create(client=alice.client, number=3),
        OrderFactory.create(client=alice.client, number=4, waiting=True),
    ]
    Order.objects.filter(pk=1).update(reference_search="ete")
    DotationFactory.create(order=made[0], activated=True)
    OrderFactory.create(number=5, closed=True)
    return made


@pytest.fixture
def browser(alice: Member, sign_in: SignIn) -> Browser:
    return sign_in(alice)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, [4, 3, 2, 1]),
        ({"annee": "2021"}, [2]),
        ({"annee": "2020"}, [4, 3, 1]),
        ({"statut": "livrees"}, [2]),
        ({"statut": "activees", "produit": "connect"}, [1]),
        ({"produit": "classic"}, [2]),
        ({"q": "été", "annee": "2020"}, [1]),
        ({"statut": "made-up", "annee": "soon", "produit": "gold"}, [4, 3, 2, 1]),
    ],
)
def test_filters(
    browser: Browser, orders: list[Order], query: dict[str, str], found: list[int]
) -> None:
    page = browser.get(PATH, query).text
    assert numbers_in(page) == found
    for value in query.values():
        assert (f'value="{value}" selected' in page) is (
            value in {"2020", "2021", "livrees", "activees", "classic", "connect"}
        )


def test_totals_are_those_of_what_is_filtered(browser: Browser, orders: list[Order]) -> None:
    page = flat(browser.get(PATH).text)
    assert page.count("1 commande,</span><strong>10\u202f100,00\u00a0€</strong>") == 2
    assert "2 commandes,</span><strong>20\u202f200,00\u00a0€</strong>" in page
    assert 'id="trouvees"' not in page
    filtered = flat(browser.get(PATH, {"annee": "2020"}).text)
    found = filtered.split('id="trouvees"', 1)[1]
    assert "3 commandes,</span><strong>30\u202f300,00\u00a0€</strong>" in found.split("</div>")[0]


def test_pages_and_sorts_keep_the_filters(alice: Member, browser: Browser) -> None:
    OrderFactory.create_batch(25, client=alice.client)
    page = browser.get(PATH, {"annee": "2020", "statut": "en-traitement"}).text
    assert "?annee=2020&amp;statut=en-traitement&amp;en-cours=2#en-cours" in page
    assert "?annee=2020&amp;statut=en-traitement&amp;tri=-montant#en-cours" in page


def test_one_product_is_no_choice(alice: Member, browser: Browser) -> None:
    OrderFactory.create(client=alice.client)
    assert 'name="produit"' not in browser.get(PATH).text


@pytest.mark.parametrize(
    ("query", "says"), [({"annee": "1999"}, "autre année"), ({"q": "zzz"}, "Tapez-en")]
)
def test_nothing_left_says_what_to_do_and_still_exports(
    browser: Browser, orders: list[Order], query: dict[str, str], says: str
) -> None:
    page = browser.get(PATH, query).text
    assert says in page
    assert "Voir toutes les commandes" in page
    name, value = next(iter(query.items()))
    assert f'href="{EXPORT}?{name}={value}"' in page
    assert "Exporter" in page


def rows(answer: object) -> list[tuple[object, ...]]:
    assert isinstance(answer, StreamingHttpResponse)
    return list(openpyxl.load_workbook(BytesIO(answer.getvalue()))["Historique"].values)


def test_the_history_leaves_as_it_is_filtered(browser: Browser, orders: list[Order]) -> None:
    answer = browser.get(EXPORT)
    name = unquote(answer["Content-Disposition"])
    assert f"{clock.today():%Y%m%d}_Historique_Commandes.xlsx" in name
    titles, *lines = rows(answer)
    assert titles == (
        "N° de commande", "Votre référence", "Produit", "Date", "Montant", "Statut", "Passée par",
        "Règlement", "Réglée le", "Dotations", "Activées",
    )  # fmt: skip
    assert lines == [
        (
            2, "", "Chèque-Vacances Classic", "01/03/2021", 10100, "Livrée", "ANCV Client",
            "Carte bancaire", "21/08/2020", "", "",
        ),
        (
            1, "Été", "Chèque-Vacances Connect", "21/08/2020", 10100, "Dotations toutes activées",
            "=1+1", "Carte bancaire", "21/08/2020", 1, 1,
        ),
    ]  # fmt: skip
    assert [line[0] for line in rows(browser.get(EXPORT, {"produit": "connect"}))[1:]] == [1]
    assert rows(browser.get(EXPORT, {"annee": "1999"}))[1:] == []
    told = JournalEntry.objects.filter(verb="orders-exported").order_by("id")
    assert [entry.changes["rows"][1] for entry in told] == ["2", "1", "0"]
    assert {entry.about for entry in told} == {"client:1000001"}


def test_a_long_history_is_prepared_by_a_job(
    browser: Browser, orders: list[Order], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("escale.portal.export_answer.ROWS_AT_ONCE", 1)
    assert len(rows(browser.get(EXPORT, {"annee": "2020"}))) == 2
    asked = browser.get(EXPORT)
    assert "Préparer le classeur" in asked.text
    assert "Suivi de toutes mes commandes" in asked.text
    assert browser.post(f"{EXPORT}?produit=").status_code == 302


def test_others(bea: Member, charlie: Member, sign_in: SignIn, client: Browser) -> None:
    OrderFactory.create(client=bea.client, closed=True)
    assert len(rows(sign_in(bea).get(EXPORT))) == 2
    assert len(rows(sign_in(charlie).get(EXPORT))) == 1
    assert client.get(EXPORT)["Location"] == f"/connexion/?next={EXPORT}"
    assert sign_in(charlie).delete(EXPORT).status_code == 405
