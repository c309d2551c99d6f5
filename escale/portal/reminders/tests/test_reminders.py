"""« Relances » on the pages: what would leave, what is confirmed, what is stopped, who may."""

import re

import pytest

from escale.clients.models import Member
from escale.dotations.tests.factories import DotationFactory
from escale.journal.models import JournalEntry
from escale.orders.models import Order
from escale.orders.tests.factories import OrderFactory
from escale.reminders.actions.send_reminders import send_reminders
from escale.reminders.models import ReminderPlan
from escale.reminders.tests.factories import ReminderPlanFactory
from escale.reminders.tests.travelling import Travel, deliver, paris, person, run, travelling
from tests.markup import flat
from tests.personas import SignIn
from tests.statements import at_most

pytestmark = pytest.mark.django_db
Typed = dict[str, str | list[str]]
PAGE = "/mon-compte/relances/"
SETTINGS = PAGE + "reglages/"
STOP = PAGE + "arreter/"
# Always the same answer: « dans les minutes qui viennent ».
ANY_TIME: Typed = {"from_hour": "0", "until_hour": "24", "weekdays": list("1234567")}
TERMS: Typed = {"activation_1": "7", "activation_2": "21", "before_end": "30"}


@pytest.fixture
def order(alice: Member) -> Order:
    """Two silent for years, one in error, one with an account: nobody was written to lately."""
    order = OrderFactory.create(client=alice.client)
    DotationFactory.create_batch(2, order=order, last_name="LE GOFF")
    DotationFactory.create(order=order, in_error=True)
    DotationFactory.create(order=order, account_created=True)
    return order


def form_in(page: str) -> dict[str, list[str]]:
    """What pressing « Mettre les relances en marche » sends."""
    page = flat(page)
    form = page[page.index('<form class="panel__body stack stack--sm" method="post"') :]
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', form[: form.index("</form>")]):
        if name != "csrfmiddlewaretoken":
            found.setdefault(name, []).append(value)
    return found


def test_nothing_leaves_without_a_plan_and_the_page_shows_what_would(
    alice: Member, sign_in: SignIn, order: Order
) -> None:
    page = sign_in(alice).get(PAGE).text
    assert "arrêtées" in page
    assert "Ce qui partirait" in page
    assert '<dd class="is-calm">3</dd>' in page
    assert "1 en erreur e-mail" in page
    assert "?situation=email_error" in page
    assert "LE GOFF" in page
    assert "Aucune relance n’est partie pour l’instant" in page
    run()
    assert not ReminderPlan.objects.exists()


def test_seen_confirmed_and_stopped(alice: Member, sign_in: SignIn, order: Order) -> None:
    browser = sign_in(alice)
    page = browser.get(SETTINGS, TERMS | ANY_TIME).text
    assert "<strong>2 e-mails</strong> partiront dans les minutes qui viennent" in page
    assert "1 pour qui ces réglages ne prévoient aucune relance" in page
    assert browser.post(SETTINGS, form_in(page)).headers["Location"] == PAGE
    plan = ReminderPlan.objects.get()
    assert (plan.is_on, plan.activation_days, plan.application_days) == (True, [7, 21], [])
    run()
    page = browser.get(PAGE).text
    assert "en marche" in page
    assert "Arrêter les relances" in page
    assert "1 à 1 sur 1 jour" in page
    assert browser.post(STOP).headers["Location"] == PAGE
    page = browser.get(PAGE).text
    assert "2 e-mails qui attendaient sont retenus" in page
    assert "Aucune relance n’est partie pour l’instant" in page
    assert browser.post(STOP).status_code == 302
    verbs = list(JournalEntry.objects.filter(about=alice.client.about).values_list("verb"))
    assert [verb for (verb,) in verbs if verb.startswith("reminders")] == [
        "reminders-switched-on",
        "reminders-sent",
        "reminders-switched-off",
    ]


def test_another_number_than_the_one_shown_is_shown_again(
    alice: Member, sign_in: SignIn, order: Order
) -> None:
    browser = sign_in(alice)
    form = form_in(browser.get(SETTINGS, TERMS | ANY_TIME).text)
    DotationFactory.create(order=order)
    answer = browser.post(SETTINGS, form)
    assert answer.status_code == 422
    assert "Le nombre de relances a changé" in answer.text
    assert form_in(answer.text)["expected"] == ["3"]
    assert not ReminderPlan.objects.exists()


def test_changed_while_on_keeps_what_was_chosen(alice: Member, sign_in: SignIn) -> None:
    ReminderPlanFactory.create(client=alice.client, activation_days=[10, 20, 40])
    browser = sign_in(alice)
    page = browser.get(SETTINGS).text
    assert re.search(r'name="activation_3" value="40"', page)
    assert "Enregistrer ces réglages" in page
    form = form_in(page) | {"activation_3": [""]}
    assert browser.post(SETTINGS, form).status_code == 302
    assert ReminderPlan.objects.get().activation_days == [10, 20]
    line = JournalEntry.objects.get(verb="reminders-changed")
    assert line.changes == {"activation_days": ["10, 20, 40", "10, 20"]}


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"activation_1": "x"}, "Indiquez un nombre de jours, par exemple 7."),
        ({"activation_1": "1"}, "Une relance part de 3 à 120 jours après."),
        ({"activation_2": "8"}, "au moins 3 jours après la précédente"),
        ({"from_hour": "24"}, "La fin des envois doit venir après leur début."),
        ({"from_hour": "99"}, "Choisissez des heures dans la liste."),
        ({"weekdays": []}, "Choisissez au moins un jour de la semaine."),
        ({"weekdays": ["9"]}, "Choisissez des jours dans la liste."),
        ({"before_end": "999"}, "Indiquez de 1 à 180 jours"),
    ],
)
def test_what_cannot_be_is_explained(
    alice: Member, sign_in: SignIn, typed: Typed, told: str
) -> None:
    browser = sign_in(alice)
    page = browser.get(SETTINGS, TERMS | ANY_TIME | typed).text
    assert told in page
    assert "Mettre les relances en marche" not in page
    forged = TERMS | ANY_TIME | typed | {"expected": "0"}
    assert browser.post(SETTINGS, forged).status_code == 422
    assert browser.post(SETTINGS, TERMS | ANY_TIME).status_code == 422
    assert not ReminderPlan.objects.exists()


def test_the_fragment_is_the_page_s(alice: Member, sign_in: SignIn, order: Order) -> None:
    browser = sign_in(alice)
    page = browser.get(SETTINGS, TERMS | ANY_TIME).text
    part = browser.get(SETTINGS, TERMS | ANY_TIME, headers={"HX-Request": "true"}).text
    assert "<html" not in part
    assert form_in(part) == form_in(page)


def test_a_reader_sees_it_all_and_changes_nothing(
    bea: Member, sign_in: SignIn, order: Order
) -> None:
    ReminderPlanFactory.create(client=bea.client)
    browser = sign_in(bea)
    page = browser.get(PAGE).text
    assert "en marche" in page
    assert "Arrêter les relances" not in page
    assert browser.get(SETTINGS).status_code == 403
    assert browser.post(SETTINGS, {}).status_code == 403
    assert browser.post(STOP).status_code == 403
    assert ReminderPlan.objects.get().is_on


def test_another_client_s_plan_is_not_shown_nor_stopped(
    alice: Member, charlie: Member, sign_in: SignIn
) -> None:
    theirs = ReminderPlanFactory.create(client=charlie.client, changed_by="CHARLIE")
    browser = sign_in(alice)
    assert "CHARLIE" not in browser.get(PAGE).text
    browser.post(STOP)
    theirs.refresh_from_db()
    assert theirs.is_on


def test_history_goes_by_pages(alice: Member, sign_in: SignIn) -> None:
    order = OrderFactory.create(client=alice.client, placed_on="2026-09-21")
    plan = ReminderPlanFactory.create(client=alice.client, weekdays=[1, 2, 3, 4, 5, 6, 7])
    with travelling(paris("2026-10-01 10:00")) as travel:
        for day in range(27):
            _leave(travel, plan, order, day)
    browser = sign_in(alice)
    first = browser.get(PAGE).text
    assert "1 à 25 sur 27 jours" in first
    last = browser.get(PAGE, {"page": "2"}).text
    assert "26 à 27 sur 27 jours" in last


def _leave(travel: Travel, plan: ReminderPlan, order: Order, day: int) -> None:
    travel.to(paris(f"2026-10-{day % 27 + 1:02d} 10:00"))
    person(order, f"p{day}")
    month, number = (10, day + 8) if day < 24 else (11, day - 23)
    travel.to(paris(f"2026-{month}-{number:02d} 09:00"))
    send_reminders(plan_id=plan.pk)
    deliver()


@pytest.mark.parametrize("path", [PAGE, SETTINGS])
@pytest.mark.parametrize("people", [1, 60])
def test_statements(alice: Member, sign_in: SignIn, path: str, people: int) -> None:
    ReminderPlanFactory.create(client=alice.client)
    order = OrderFactory.create(client=alice.client)
    DotationFactory.create_batch(people, order=order)
    DotationFactory.create_batch(people, order=order, account_created=True)
    browser = sign_in(alice)
    with at_most(12):
        assert browser.get(path).status_code == 200


def test_from_the_other_pages(alice: Member, sign_in: SignIn) -> None:
    browser = sign_in(alice)
    for path in ("/mon-compte/", "/envois/"):
        assert f'href="{PAGE}"' in browser.get(path).text
