"""Every page, at every size, light and dark: axe finds nothing, nothing overflows."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.axe import barriers_everywhere
from tests.journeys.conftest import sign_in

pytestmark = pytest.mark.browser

PUBLIC = [
    "/",
    "/connexion/",
    "/mot-de-passe-oublie/",
    "/nouveau-mot-de-passe/x/",
    "/invitation/x/",
    "/donnees-personnelles/",
    "/faq/",
    "/faq/?q=virement",
    "/faq/?q=zzz",
    "/nous-contacter/",
    "/activer/",
    "/activer/x/",
    "/activer/nouveau-lien/",
    "/activer/conditions/",
    "/aide/gestion-compte/activer-premiere-dotation/",
    "/mot-de-passe/x/",
    "/ou-en-suis-je/",
    "/application/",
    "/application/connexion/",
    "/application/installer/",
    "/application/oubli/",
    "/application/hors-ligne/",
]
MEMBER = [
    "/mes-services/",
    "/commandes/",
    "/commandes/2800886/",
    "/commandes/2800901/dotations/",
    "/commandes/2800901/dotations/importer/",
    "/dotations/11843301/annuler/",
    "/imports/",
    "/dotations/?last_name=PTL",
    "/dotations/?last_name=zzz",
    "/dotations/11843301/",
    "/envois/",
    "/envois/nouveau/",
    "/mon-compte/relances/",
    "/mon-compte/relances/reglages/",
    "/commander/",
    "/commander/conditions/",
    "/commandes/?q=999",
    "/commandes/2851306/",
    "/commandes/2851306/reglement/",
    "/commandes/2851306/annuler/",
    "/mon-compte/",
    "/mon-compte/organisation/",
    "/mon-compte/membres/",
    "/mon-compte/suggestions/",
    "/mon-compte/securite/",
    "/mon-compte/sessions/",
    "/confirmation/",
    "/journal/?qui=personne",
    "/informations-pratiques/",
    "/informations-pratiques/flyer/",
    "/accessibilite/",
    "/boite-aux-lettres/?q=personne",
    "/boite-aux-lettres/application/",
    "/boite-aux-lettres/reinitialiser/",
    "/boite-aux-lettres/visite/",
    "/introuvable/",
]
STAFF = [
    "/emetteur/",
    "/emetteur/virements/",
    "/emetteur/messages/",
    "/emetteur/personnes/",
    "/emetteur/personnes/?q=LOIR",
    "/emetteur/personnes/11843301/",
    "/mon-compte/mot-de-passe/",
    "/mon-compte/securite/",
]
# Of one page, in other states.
SAME_TITLE = ("?", "/x/", "/connexion/")


@pytest.fixture
def still(browser: Browser, site: str) -> Iterator[Page]:
    """Nothing moves on it: colours are looked at once they are there."""
    context = browser.new_context(base_url=site, reduced_motion="reduce")
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def check(page: Page, paths: list[str]) -> None:
    found: list[str] = []
    titles: dict[str, str] = {}
    for path in paths:
        page.goto(path)
        found += barriers_everywhere(page)
        if not any(part in path for part in SAME_TITLE):
            twin = titles.setdefault(page.title(), path)
            found += [f"{path}: has the title of {twin}"] * (twin != path)
    assert found == []


def test_public_pages(still: Page) -> None:
    check(still, PUBLIC)


def test_pages_of_members(still: Page) -> None:
    sign_in(still)
    check(still, MEMBER)


def test_pages_of_staff(still: Page) -> None:
    still.goto("/connexion/")
    still.get_by_label("Code client").fill("staff")
    still.get_by_label("Mot de passe", exact=True).fill("escale-demo-2026")
    still.keyboard.press("Enter")
    still.wait_for_url("**/emetteur/")
    check(still, STAFF)
