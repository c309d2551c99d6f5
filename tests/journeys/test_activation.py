"""Minutes 3 to 6 of the tour: from the e-mail to the title card, on a phone."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.axe import barriers
from tests.journeys.conftest import sign_in

pytestmark = pytest.mark.browser
PASSWORD = "quatre mots faciles a retenir"
SECRET = "271904"
TITLE = "Titre Chèque-Vacances Connect"
WRONG = "Ce n’est pas le code secret"
# Whether it is ready: a worker that fails to install would be waited for without end.
WORKER_IS_READY = """() => Promise.race([
    navigator.serviceWorker.ready.then(() => true),
    new Promise((answer) => setTimeout(answer, 10000, false)),
])"""

# All that the browser keeps of pages, as text.
KEPT_TEXTS = """async () => {
    const texts = [];
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        const requests = await cache.keys();
        const pages = requests.filter(({ url }) => !url.includes("/static/"));
        for (const page of pages) texts.push(await (await cache.match(page)).text());
    }
    return texts.join();
}"""


@pytest.fixture
def phone(browser: Browser, site: str) -> Iterator[Page]:
    """The beneficiary's own browser."""
    yield from _page_of_a_phone(browser, site)


@pytest.fixture
def whole_phone(whole_browser: Browser, site: str) -> Iterator[Page]:
    """One that can install applications."""
    yield from _page_of_a_phone(whole_browser, site)


def _page_of_a_phone(browser: Browser, site: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, base_url=site)
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def desk(browser: Browser, site: str) -> Iterator[BrowserContext]:
    """The manager's."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, base_url=site)
    context.set_default_timeout(15_000)
    yield context
    context.close()


def open_last_mail(page: Page, recipient: str, subject: str) -> None:
    """The mail's own button, followed in this page."""
    page.goto(f"/boite-aux-lettres/?q={recipient}")
    page.get_by_role("link", name=re.compile(subject)).first.click()
    page.get_by_role("link", name="Liens").click()
    page.goto(
        str(
            page.locator(
                "main a[href*='/activer/'], main a[href*='/mot-de-passe/']"
            ).first.get_attribute("href")
        )
    )


def code_sent_to(page: Page, number: str) -> str:
    inbox = page.context.new_page()
    inbox.goto(f"/boite-aux-lettres/?q={number}")
    row = inbox.get_by_role("row").filter(has_text="votre code est").first
    expect(row).to_be_visible()
    found = re.search(r"votre code est (\d{6})", row.inner_text())
    inbox.close()
    assert found is not None
    return found[1]


def resend(page: Page, name: str) -> None:
    row = page.locator("tr[data-row]").filter(has_text=name)
    row.get_by_role("button", name=re.compile("Renvoyer")).click()
    expect(row).to_contain_text(re.compile("E-mail (renvoyé|envoyé)"))


def create_account(phone: Page) -> None:
    expect(phone.get_by_role("heading", level=1)).to_contain_text("vos vacances vous attendent")
    assert barriers(phone) == []
    phone.get_by_label("J’accepte les").check()
    phone.get_by_role("button", name="Créer mon compte").click()
    expect(phone.get_by_role("heading", name="Consultez vos e-mails")).to_be_visible()
    assert barriers(phone) == []


def choose_password(phone: Page) -> None:
    assert barriers(phone) == []
    phone.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    phone.get_by_role("button", name="Continuer").click()
    expect(phone.get_by_role("heading", name="Téléchargez l’application")).to_be_visible()


def configure(phone: Page, email: str, number: str) -> None:
    phone.get_by_role("link", name="Continuer sans installer").click()
    phone.get_by_label("Votre adresse e-mail").fill(email)
    phone.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    phone.get_by_role("button", name="Se connecter").click()
    expect(phone.get_by_role("button", name="Recevoir le code par SMS")).to_be_visible()
    assert barriers(phone) == []
    phone.get_by_role("button", name="Recevoir le code par SMS").click()
    expect(phone.locator("#sms")).to_contain_text("Code à 6 chiffres envoyé")
    assert barriers(phone) == []
    phone.get_by_label("Code reçu par SMS").fill(code_sent_to(phone, number))
    phone.get_by_role("button", name="Continuer").click()
    expect(phone.get_by_label("Code secret à 6 chiffres")).to_be_visible()
    assert barriers(phone) == []
    phone.get_by_label("Code secret à 6 chiffres").fill(SECRET)
    phone.get_by_label("Le même, encore une fois").fill(SECRET)
    phone.get_by_role("button", name="Activer ma dotation").click()


def type_secret(phone: Page, digits: str) -> None:
    phone.get_by_label("Code secret").fill(digits)
    with phone.expect_navigation():
        phone.keyboard.press("Enter")


def reopened(phone: Page) -> Page:
    """The application, later: a browser stops a service worker that has nothing to do."""
    session = phone.context.new_cdp_session(phone)
    session.send("ServiceWorker.enable")
    session.send("ServiceWorker.stopAllWorkers")
    session.detach()
    page = phone.context.new_page()
    # The page before may be looking again for what it shows.
    phone.close()
    page.goto("/application/")
    return page


def open_without_a_network(phone: Page) -> None:
    """Later, or after the telephone was off, whoever holds it types the secret code."""
    phone = reopened(phone)
    expect(phone.get_by_label(TITLE)).to_be_hidden()
    assert barriers(phone) == []
    type_secret(phone, "111111")
    expect(phone.get_by_text(WRONG)).to_be_visible()
    expect(phone.get_by_label(TITLE)).to_be_hidden()
    type_secret(phone, SECRET)
    expect(phone.get_by_label(TITLE)).to_be_visible()
    assert "pocket-page--titles" not in phone.evaluate(KEPT_TEXTS)
    # Three wrong codes, and there is nothing to open any more.
    phone = reopened(phone)
    for _ in range(3):
        type_secret(phone, "111111")
        expect(phone.get_by_text(WRONG)).to_be_visible()
    expect(phone.get_by_text("Vos titres vous attendent")).to_be_visible()
    expect(phone.get_by_label("Code secret")).to_be_hidden()


def test_the_last_activation_moves_the_order_in_an_open_page(
    phone: Page, desk: BrowserContext
) -> None:
    orders, dotations = desk.new_page(), desk.new_page()
    sign_in(dotations)
    dotations.goto("/commandes/2800870/dotations/")
    resend(dotations, "MARCHAL")
    orders.goto("/commandes/")
    history = orders.get_by_role("region", name="Historique de mes commandes")
    expect(history).not_to_contain_text("2 800 870")

    open_last_mail(phone, "ancv.marchal", "vos vacances")
    create_account(phone)
    row = dotations.locator("tr[data-row]").filter(has_text="MARCHAL")
    expect(row).to_contain_text("Compte créé, dotation non activée")
    open_last_mail(phone, "ancv.marchal", "C’est parti")
    choose_password(phone)
    expect(row).to_contain_text("2 étapes sur 3")
    configure(phone, "ancv.marchal@yopmail.example", "0676028937")

    expect(phone.get_by_text("Votre dotation est activée")).to_be_visible()
    assert barriers(phone) == []
    expect(phone.get_by_label("Titre Chèque-Vacances Connect")).to_contain_text("MARCHAL")
    expect(row).to_contain_text("activé")
    expect(history).to_contain_text("2 800 870")


def test_a_number_changed_on_the_way_and_a_scanner_that_opens_every_link(
    phone: Page, desk: BrowserContext
) -> None:
    page = desk.new_page()
    sign_in(page)
    page.goto("/commandes/2848729/dotations/")
    row = page.locator("tr[data-row]").filter(has_text="Test215")
    row.get_by_label("Adresse Mail d").fill("test215@scanner.example")
    row.get_by_role("button", name=re.compile("Valider")).click()
    expect(row).to_contain_text(re.compile("E-mail (envoyé|renvoyé)"))
    story = desk.new_page()
    story.goto(str(row.get_by_role("link").first.get_attribute("href")))
    expect(story.locator(".timeline")).to_contain_text("E-mail d’activation envoyé")
    expect(story.get_by_text("Lien ouvert")).to_have_count(0)

    open_last_mail(phone, "test215@scanner", "vos vacances")
    expect(story.locator(".timeline")).to_contain_text("Lien ouvert")
    create_account(phone)
    open_last_mail(phone, "test215@scanner", "C’est parti")
    choose_password(phone)

    expect(row.get_by_label("Adresse Mail d")).to_have_count(0)
    row.get_by_label("Téléphone d").fill("06 00 00 00 60")
    row.get_by_role("button", name=re.compile("Valider")).click()
    phone.goto("/boite-aux-lettres/?q=test215@scanner")
    told = phone.get_by_role("link", name="Votre numéro de téléphone a été modifié")
    expect(told).to_be_visible()

    phone.goto("/application/installer/")
    configure(phone, "test215@scanner.example", "0600000060")
    expect(phone.get_by_label("Titre Chèque-Vacances Connect")).to_be_visible()
    expect(row).to_contain_text("activé")


def test_the_application_can_be_installed_and_read_without_a_network(
    whole_phone: Page, desk: BrowserContext
) -> None:
    page, phone = desk.new_page(), whole_phone
    sign_in(page)
    page.goto("/commandes/2848729/dotations/")
    row = page.locator("tr[data-row]").filter(has_text="Test204")
    row.get_by_label("Téléphone d").fill("06 00 00 00 61")
    row.get_by_role("button", name=re.compile("Valider")).click()
    open_last_mail(phone, "test264", "Votre numéro")
    create_account(phone)
    open_last_mail(phone, "test264", "C’est parti")
    choose_password(phone)
    session = phone.context.new_cdp_session(phone)
    errors = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    # A test's window keeps nothing, as a private one: that alone stands in the way.
    assert [error["errorId"] for error in errors] == ["in-incognito"]
    # Left attached, it would keep the page from being told that it is offline.
    session.detach()

    configure(phone, "ptl.test264.ancv@yopmail.example", "0600000061")
    title = phone.get_by_label(TITLE)
    expect(title).to_be_visible()
    phone.reload()
    assert phone.evaluate(WORKER_IS_READY)
    phone.reload()
    phone.get_by_role("button", name="Verrouiller").click()
    expect(phone.get_by_label("Code secret")).to_be_visible()
    assert barriers(phone) == []
    type_secret(phone, SECRET)
    expect(title).to_be_visible()
    # Open, the last copy is there at once.
    phone.context.set_offline(True)
    phone.goto("/application/")
    expect(title).to_be_visible()
    expect(phone.get_by_text("Hors ligne")).to_be_visible()
    context = phone.context
    open_without_a_network(phone)
    context.set_offline(False)
    # Elsewhere: the page itself may be looking again for what it shows.
    phone = context.new_page()
    phone.goto("/application/")
    expect(phone.get_by_text("Hors ligne")).to_be_hidden()
    expect(phone.get_by_label(TITLE)).to_be_visible()
