"""Every page, at three widths, light and dark: axe finds nothing, nothing overflows."""

import pytest
from playwright.sync_api import Browser

from tests.journeys.axe import barriers
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
    "/nous-contacter/",
    "/activer/",
    "/activer/x/",
    "/activer/nouveau-lien/",
    "/activer/conditions/",
    "/mot-de-passe/x/",
    "/ou-en-suis-je/",
    "/application/",
    "/application/connexion/",
    "/application/installer/",
    "/application/oubli/",
    "/application/hors-ligne/",
]
SIGNED_IN = [
    "/mes-services/",
    "/commandes/",
    "/commandes/2800886/",
    "/commandes/2800901/dotations/",
    "/commandes/2800901/dotations/importer/",
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
    "/journal/",
    "/informations-pratiques/",
    "/informations-pratiques/flyer/",
    "/accessibilite/",
    "/boite-aux-lettres/",
    "/boite-aux-lettres/application/",
    "/boite-aux-lettres/reinitialiser/",
    "/boite-aux-lettres/visite/",
    "/introuvable/",
]
SIZES = [(1440, 1000, "light"), (390, 844, "dark"), (320, 700, "light")]


@pytest.mark.parametrize(("width", "height", "scheme"), SIZES)
def test_axe_finds_nothing(
    browser: Browser, site: str, width: int, height: int, scheme: str
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        base_url=site,
    )
    page = context.new_page()
    found: list[str] = []

    def check(path: str) -> None:
        page.goto(path)
        found.extend(barriers(page))

    for path in PUBLIC:
        check(path)
    sign_in(page)
    for path in SIGNED_IN:
        check(path)
    context.close()
    assert found == []
