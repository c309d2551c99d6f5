"""The guided tour, row by row of its table: what a visitor does, and what they must see.

The last activation of 2800870, which moves the order to « Historique », is in test_activation.py.
"""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from escale.demo.years import moved
from tests.journeys.conftest import Database, sign_in
from tests.journeys.test_activation import (
    choose_password,
    code_sent_to,
    create_account,
    open_last_mail,
    phone,
)

__all__ = ["phone"]

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("start")]
# The worker itself begins again with the demonstration.
MAIL_MILLISECONDS = 60_000
# Twenty seconds after the first sign-in, ten of integration, then the mails themselves.
PRODUCTION_MILLISECONDS = 90_000
# Two refusals of a full mailbox, five and ten seconds apart, on a busy machine.
FULL_MAILBOX_MILLISECONDS = 60_000
GUIDE_MESSAGE = (
    "Compte créé, dotation non activée, le salarié doit télécharger l’application "
    "pour activer sa dotation"
)
EMAIL, PHONE = 5, 6


@pytest.fixture
def desk(browser: Browser, site: str) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, base_url=site)
    context.set_default_timeout(15_000)
    yield context
    context.close()


@pytest.fixture
def portal(desk: BrowserContext) -> Page:
    page = desk.new_page()
    sign_in(page)
    return page


def row_of(page: Page, name: str) -> Locator:
    return page.locator("tr[data-row]").filter(has_text=name)


def found(page: Page, last_name: str) -> Locator:
    page.goto(f"/dotations/?last_name={last_name}")
    return row_of(page, last_name)


def correct_ferbach(page: Page) -> Locator:
    row = found(page, "FERBACH")
    expect(row).to_contain_text("Domaine inconnu")
    row.get_by_role("button", name=re.compile("Vouliez-vous dire yopmail.example")).click()
    row.get_by_role("button", name=re.compile("Valider et envoyer")).click()
    expect(row).to_contain_text("En attente d’activation")
    expect(row).to_contain_text("E-mail envoyé", timeout=MAIL_MILLISECONDS)
    return row


def link_in(page: Page, recipient: str, refused: bool) -> str:
    """Of the first message in the box, or of the first « non remis »."""
    page.goto(f"/boite-aux-lettres/?q={recipient}")
    rows = page.get_by_role("row").filter(has_text="pour vos vacances")
    if refused:
        rows = rows.filter(has_text="non remis")
    rows.first.get_by_role("link").first.click()
    page.get_by_role("link", name="Liens").click()
    return str(page.locator("main a[href*='/activer/']").first.get_attribute("href"))


def test_minute_0_what_asks_for_attention_and_the_orders_of_the_guide(portal: Page) -> None:
    main = portal.locator("main")
    expect(main).to_contain_text("Dotation en erreur e-mail")
    expect(main).to_contain_text("Compte créé sans application")
    portal.goto("/commandes/")
    lists = {
        "Mes commandes en attente": {"2 851 306": "1 212,00 €"},
        "Mes commandes en cours de traitement": {
            "2 800 886": "10 100,00 €",
            "2 800 875": "4 040,00 €",
            "2 800 870": "606,00 €",
        },
        "Historique de mes commandes": {"2 800 812": "1 010,00 €"},
    }
    for name, orders in lists.items():
        region = portal.get_by_role("region", name=name)
        for number, total in orders.items():
            row = region.get_by_role("row").filter(has_text=number.replace(" ", "\u00a0"))
            expect(row).to_contain_text(total)


def test_minute_1_production_goes_on_untouched(portal: Page, desk: BrowserContext) -> None:
    home, christine = desk.new_page(), desk.new_page()
    home.goto("/mes-services/")
    christine.goto("/commandes/2800875/dotations/")
    portal.goto("/commandes/2800886/dotations/")
    rows = portal.locator("tr[data-row]")
    for status in ("PRODUCTION", "intégration", "En attente d’activation"):
        reached = rows.filter(has_text=status)
        expect(reached).to_have_count(10, timeout=PRODUCTION_MILLISECONDS)
    row = row_of(christine, "christine")
    expect(row).to_contain_text("Erreur e-mail", timeout=PRODUCTION_MILLISECONDS)
    expect(row).to_contain_text("Domaine inconnu")
    expect(row.get_by_role("button", name=re.compile("Vouliez-vous dire"))).to_be_visible()
    expect(home.locator("main")).to_contain_text(re.compile(r"2\s*Dotations en erreur e-mail"))
    mailbox = desk.new_page()
    mailbox.goto("/boite-aux-lettres/?q=ancv.rec")
    expect(mailbox.get_by_role("row").filter(has_text="pour vos vacances")).to_have_count(10)


def test_minute_2_the_address_of_ferbach(portal: Page, desk: BrowserContext) -> None:
    mailbox = desk.new_page()
    refused = link_in(mailbox, "is-lef777@yottmail", refused=True)
    correct_ferbach(portal)
    assert link_in(mailbox, "is-lef777@yopmail", refused=False) != refused
    mailbox.goto(refused)
    expect(mailbox.get_by_role("heading", level=1)).to_contain_text("remplacé")
    portal.goto("/dotations/11843706/journal/")
    journal = portal.locator("main")
    expect(journal).to_contain_text("is-lef777@yottmail.example")
    expect(journal).to_contain_text("is-lef777@yopmail.example")


def test_minute_3_an_account_and_a_password(portal: Page, phone: Page) -> None:
    row = correct_ferbach(portal)
    open_last_mail(phone, "is-lef777@yopmail", "vos vacances")
    create_account(phone)
    open_last_mail(phone, "is-lef777@yopmail", "C’est parti")
    choose_password(phone)
    expect(row).to_contain_text("En attente d’activation")
    expect(row).to_contain_text("2 étapes sur 3")
    row.get_by_role("button", name=re.compile("finir l’activation")).click()
    expect(row).to_contain_text(GUIDE_MESSAGE)


def test_minute_4_another_phone_then_the_application(portal: Page, phone: Page) -> None:
    row = found(portal, "DIDEROT")
    row.get_by_label("Téléphone d").fill("06 76 02 89 40")
    row.get_by_role("button", name=re.compile("Valider")).click()
    expect(row).to_contain_text("Téléphone modifié")
    phone.goto("/boite-aux-lettres/?q=diderot")
    told = phone.get_by_role("link", name=re.compile("téléphone a été modifié"))
    expect(told).to_be_visible(timeout=MAIL_MILLISECONDS)
    phone.goto("/application/connexion/")
    phone.get_by_label("Votre adresse e-mail").fill("diderot@yopmail.example")
    phone.get_by_label("Mot de passe", exact=True).fill("escale-demo-2026")
    phone.get_by_role("button", name="Se connecter").click()
    phone.get_by_role("button", name="Recevoir le code par SMS").click()
    expect(phone.locator("#sms")).to_contain_text("Code à 6 chiffres envoyé")
    phone.get_by_label("Code reçu par SMS").fill(code_sent_to(phone, "0676028940"))
    phone.get_by_role("button", name="Continuer").click()
    phone.get_by_label("Code secret à 6 chiffres").fill("271904")
    phone.get_by_label("Le même, encore une fois").fill("271904")
    phone.get_by_role("button", name="Activer ma dotation").click()
    expect(phone.get_by_text("Votre dotation est activée")).to_be_visible()
    expect(row).to_contain_text("activé")
    expect(row.get_by_role("button")).to_have_count(0)


def test_minute_5_an_account_without_application(portal: Page, desk: BrowserContext) -> None:
    row = found(portal, "DIDEROT")
    row.get_by_role("button", name=re.compile("finir l’activation")).click()
    expect(row).to_contain_text(GUIDE_MESSAGE)
    flyer = row.get_by_role("link", name="Flyer Activer mes Chèques-Vacances Connect")
    expect(flyer).to_be_visible()
    expect(row.get_by_role("link", name=re.compile("FAQ"))).to_be_visible()
    mailbox = desk.new_page()
    mailbox.goto("/boite-aux-lettres/?q=diderot")
    expect(mailbox.locator("main")).not_to_contain_text("pour vos vacances")


def test_minute_6_corrected_in_a_spreadsheet(
    portal: Page, database: Database, tmp_path: Path
) -> None:
    portal.goto("/commandes/2800875/dotations/")
    for status in ("intégration", "En attente d’activation"):
        with database() as connection:
            connection.execute(
                "UPDATE orders_order SET next_step_at = now() WHERE number = 2800875"
            )
        expect(row_of(portal, "albert")).to_contain_text(status, timeout=PRODUCTION_MILLISECONDS)
    expect(row_of(portal, "christine")).to_contain_text("Erreur e-mail")
    with portal.expect_download() as started:
        portal.get_by_role("link", name="Exporter", exact=True).click()
    name = started.value.suggested_filename
    assert name == f"{moved(date(2020, 8, 11)):%Y%m%d}_Titres_Dématérialisés_Commande_2800875.xlsx"
    path = tmp_path / name
    started.value.save_as(path)
    correct_in_a_spreadsheet(path)

    portal.get_by_role("link", name="Importer", exact=True).click()
    portal.get_by_label("Choisissez ou déposez votre fichier").set_input_files(path)
    portal.get_by_role("button", name="Voir l’aperçu").click()
    totals = portal.get_by_role("region", name="Totaux")
    expect(totals).to_contain_text(
        re.compile(r"modifiées\s+3\s.*refusée\s+1", re.DOTALL), timeout=MAIL_MILLISECONDS
    )
    main = portal.locator("main")
    for told in (
        "bray33.corrige",
        "christine.loloir",
        "06 76 02 89 41",
        "2 e-mails d’activation, 1 e-mail",
    ):
        expect(main).to_contain_text(told)
    portal.get_by_role("button", name="Appliquer 3 modifications").click()
    expect(portal.get_by_text("3 lignes sont modifiées.")).to_be_visible()
    portal.get_by_text("Annuler cet import", exact=True).click()
    portal.get_by_role("button", name="Oui, annuler 3 modifications").click()
    expect(portal.get_by_text(re.compile("3 dotations ont retrouvé"))).to_be_visible()


def correct_in_a_spreadsheet(path: Path) -> None:
    """Two addresses, a phone, and a line that is of no dotation."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    rows = {sheet.cell(row, 4).value: row for row in range(2, sheet.max_row + 1)}
    assert str(sheet.cell(rows["albert"], PHONE).value).startswith("0")
    sheet.cell(rows["albert"], EMAIL).value = "bray33.corrige@yopmail.example"
    sheet.cell(rows["christine"], EMAIL).value = "christine.loloir@yopmail.example"
    sheet.cell(rows["Clement1"], PHONE).value = "06 76 02 89 41"
    last = sheet.max_row + 1
    for column in range(1, sheet.max_column + 1):
        sheet.cell(last, column).value = sheet.cell(2, column).value
    sheet.cell(last, 1).value = 99999999
    book.save(path)


def test_minute_8_a_send_taken_back_then_sent(
    portal: Page, desk: BrowserContext, database: Database
) -> None:
    with database() as connection:
        for name, domain in (("LOLOU", "inexistant"), ("POUTINE", "plein")):
            connection.execute(
                "UPDATE dotations_dotation SET email = %s WHERE last_name = %s",
                [f"{name.lower()}@{domain}.example", name],
            )
    number = planned(portal)
    portal.get_by_role("button", name="Annuler l’envoi").click()
    expect(portal.get_by_role("heading", name="aucun e-mail n’est parti")).to_be_visible()
    assert planned(portal) == number
    watched, mailbox = desk.new_page(), desk.new_page()
    watched.goto("/commandes/2800901/dotations/")
    with database() as connection:
        connection.execute("UPDATE mass_sends_masssend SET leaves_at = now()")
    expect(row_of(watched, "LOLOU")).to_contain_text("Erreur e-mail", timeout=MAIL_MILLISECONDS)
    mailbox.goto("/boite-aux-lettres/?q=poutine@plein")
    expect(mailbox.locator("main")).to_contain_text("différé", timeout=MAIL_MILLISECONDS)
    done = portal.get_by_role("heading", name="Envoi terminé")
    expect(done).to_be_visible(timeout=FULL_MAILBOX_MILLISECONDS)
    delivered = mailbox.get_by_role("row").filter(has_text="pour vos vacances")
    expect(delivered.filter(has_not_text="différé").first).to_be_visible()


def planned(page: Page) -> str:
    """A send to all, and how many e-mails its button announced."""
    page.goto("/envois/nouveau/")
    button = page.get_by_role("button", name=re.compile(r"^Envoyer \d+ e-mail"))
    expect(page.locator("main")).to_contain_text("le compte est créé")
    announced = button.inner_text()
    button.click()
    page.wait_for_url("**/envois/*/")
    return announced


def test_minute_9_on_the_side_of_the_issuer(desk: BrowserContext) -> None:
    page = desk.new_page()
    page.goto("/connexion/")
    page.get_by_label("Code client").fill("staff")
    page.get_by_label("Mot de passe", exact=True).fill("escale-demo-2026")
    page.get_by_role("button", name="Se connecter").click()
    page.wait_for_url("**/emetteur/")
    expect(page.locator("#tasks")).to_contain_text("1")
    page.goto("/emetteur/mailing/mailhold/add/")
    page.get_by_label("Domaine").fill("lent.example")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.goto("/emetteur/")
    expect(page.locator(".holds")).to_contain_text("lent.example")
