"""Pictures of every page: `make screens`. It starts a demonstration of its own.

Written to docs/screens/, as WebP, with their index. What moves by itself (the hour, how long ago)
is the only thing that differs between two runs.
"""

import re
import sys
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from escale.local.embedded_postgres import provide_database_url, stop_what_was_started
from tests.journeys.conftest import CHROMIUM, QUIET, demonstration, sign_in

FOLDER = Path(__file__).parents[1] / "docs" / "screens"
DESKTOP, PHONE = (1440, 1000), (390, 844)
# A long list says no more than its beginning.
TALLEST = {"desktop": 1800, "dark": 1800, "phone": 2200}
QUALITY = 55
PATIENCE_MILLISECONDS = 60_000
EMPTY, CLIENT, STAFF = "", "1000001", "staff"
BRAND = {
    "ESCALE_BRAND_NAME": "Corsaire",
    "ESCALE_BRAND_TOKENS": '{"accent": "#0b6b53", "accent-dark": "#7ad0b4", "sun": "#e4c04a"}',
}


@dataclass(frozen=True, slots=True)
class Screen:
    name: str
    path: str
    title: str
    # Also in the dark theme.
    dark: bool = False


PUBLIC = (
    Screen("welcome", "/", "Accueil public"),
    Screen("sign-in", "/connexion/", "Connexion", dark=True),
    Screen("forgotten", "/mot-de-passe-oublie/", "Mot de passe oublié"),
    Screen("faq", "/faq/", "FAQ"),
    Screen("contact", "/nous-contacter/", "Nous contacter"),
    Screen("personal-data", "/donnees-personnelles/", "Données personnelles"),
    Screen("first-activation", "/ou-en-suis-je/", "Où en suis-je ?"),
    Screen("code", "/activer/", "Bénéficiaire : saisir un code"),
    Screen("new-link", "/activer/nouveau-lien/", "Bénéficiaire : recevoir un nouveau lien"),
    Screen("link-dead", "/activer/x/", "Bénéficiaire : lien illisible"),
    Screen("application", "/application/installer/", "Application : installer", dark=True),
    Screen("application-sign-in", "/application/connexion/", "Application : connexion"),
    Screen("mailbox", "/boite-aux-lettres/", "Boîte aux lettres", dark=True),
    Screen("handset", "/boite-aux-lettres/application/", "Téléphone du bénéficiaire"),
    Screen("tour", "/boite-aux-lettres/visite/", "Visite guidée"),
    Screen("restoring", "/boite-aux-lettres/reinitialiser/", "Réinitialiser la démonstration"),
    Screen("not-found", "/introuvable/", "Page introuvable"),
)
PORTAL = (
    Screen("home", "/mes-services/", "Mes services", dark=True),
    Screen("orders", "/commandes/", "Suivi de toutes mes commandes", dark=True),
    Screen("orders-search", "/commandes/?q=999", "Aucune commande trouvée"),
    Screen("order", "/commandes/2800886/", "Détail d’une commande"),
    Screen("order-dotations", "/commandes/2800901/dotations/", "Dotations", dark=True),
    Screen("order-production", "/commandes/2800886/dotations/", "Dotations en production"),
    Screen("search", "/dotations/?last_name=PTL", "Recherche et modification"),
    Screen("search-nothing", "/dotations/?last_name=zzz", "Recherche sans résultat"),
    Screen("errors", "/dotations/?situation=email_error", "Recherche : erreurs e-mail"),
    Screen("dotation", "/dotations/11843706/", "Une dotation", dark=True),
    Screen("dotation-journal", "/dotations/11843706/journal/", "Journal d’une dotation"),
    Screen("import", "/commandes/2800901/dotations/importer/", "Importer"),
    Screen("imports", "/imports/", "Imports"),
    Screen("mass-send", "/envois/nouveau/", "Envoi en masse", dark=True),
    Screen("mass-sends", "/envois/", "Envois précédents"),
    Screen("ordering", "/commander/", "Commander"),
    Screen("payment", "/commandes/2851306/reglement/", "Règlement"),
    Screen("cancel", "/commandes/2851306/annuler/", "Annuler une commande"),
    Screen("account", "/mon-compte/", "Mon compte"),
    Screen("reminders", "/mon-compte/relances/", "Relances"),
    Screen("reminder-plan", "/mon-compte/relances/reglages/", "Relances : réglages et aperçu"),
    Screen("suggestions", "/mon-compte/suggestions/", "Suggestions"),
    Screen("accessibility", "/accessibilite/", "Déclaration d’accessibilité"),
    Screen("organisation", "/mon-compte/organisation/", "Organisation"),
    Screen("members", "/mon-compte/membres/", "Membres"),
    Screen("security", "/mon-compte/securite/", "Sécurité"),
    Screen("sessions", "/mon-compte/sessions/", "Mes sessions"),
    Screen("journal", "/journal/", "Journal"),
    Screen("practical", "/informations-pratiques/", "Informations pratiques"),
    Screen("flyer", "/informations-pratiques/flyer/", "Flyer"),
    Screen("tour-step", "/boite-aux-lettres/visite/3/", "Étape de la visite guidée"),
)
CONSOLE = (
    Screen("console", "/emetteur/", "Console de l’émetteur", dark=True),
    Screen("console-transfers", "/emetteur/virements/", "Console : commandes à régler"),
    Screen("console-inquiries", "/emetteur/messages/", "Console : messages des clients"),
    Screen("console-clients", "/emetteur/clients/client/", "Console : clients"),
    Screen("console-mails", "/emetteur/mailing/outgoingmessage/", "Console : e-mails"),
    Screen("console-holds", "/emetteur/mailing/mailhold/", "Console : envois suspendus"),
)
FAMILIES = (
    ("Sans être connecté", EMPTY, PUBLIC),
    ("Espace Client", CLIENT, PORTAL),
    ("Console", STAFF, CONSOLE),
)


def main() -> None:
    provide_database_url()
    FOLDER.mkdir(exist_ok=True)
    for former in FOLDER.glob("*.webp"):
        former.unlink()
    try:
        with chromium() as browser:
            with demonstration("escale_screens") as site:
                for _title, login, screens in FAMILIES:
                    take(browser, site, login, screens)
            with demonstration("escale_screens", BRAND) as site:
                branded = Screen("brand-home", "/mes-services/", "Une autre marque")
                take(browser, site, CLIENT, (branded,), sizes=("desktop",))
    finally:
        stop_what_was_started()
    write_index()
    weight = sum(path.stat().st_size for path in FOLDER.iterdir()) / 1e6
    number = len(list(FOLDER.glob("*.webp")))
    sys.stdout.write(f"{number} pictures, {weight:.1f} MB in {FOLDER}\n")


@contextmanager
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None:
        sys.exit("no Chromium: apt install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


def take(
    browser: Browser,
    site: str,
    login: str,
    screens: tuple[Screen, ...],
    *,
    sizes: tuple[str, ...] = ("desktop", "phone"),
) -> None:
    for look in (*sizes, "dark"):
        shown = [screen for screen in screens if look != "dark" or screen.dark]
        if not shown:
            continue
        width, height = PHONE if look == "phone" else DESKTOP
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if look == "dark" else "light",
            base_url=site,
        )
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MILLISECONDS)
        enter(page, login)
        for screen in shown:
            picture(page, screen, look)
        context.close()


def enter(page: Page, login: str) -> None:
    if login == CLIENT:
        sign_in(page)
    elif login:
        page.goto("/connexion/")
        page.get_by_label("Code client").fill(login)
        page.get_by_label("Mot de passe", exact=True).fill("escale-demo-2026")
        page.get_by_role("button", name="Se connecter").click()
        page.wait_for_url("**/emetteur/")


def picture(page: Page, screen: Screen, look: str) -> None:
    page.goto(screen.path)
    # What a page asks for once it is drawn; some go on asking, so that there is no end to wait for.
    page.wait_for_timeout(300)
    width, least = PHONE if look == "phone" else DESKTOP
    whole = int(page.evaluate("document.documentElement.scrollHeight"))
    clip = {"x": 0, "y": 0, "width": width, "scale": 1}
    clip["height"] = min(max(whole, least), TALLEST[look])
    # By the protocol: playwright itself knows PNG and JPEG alone, three times as heavy.
    taken = page.context.new_cdp_session(page).send(
        "Page.captureScreenshot",
        {"format": "webp", "quality": QUALITY, "captureBeyondViewport": True, "clip": clip},
    )
    (FOLDER / f"{screen.name}-{look}.webp").write_bytes(b64decode(taken["data"]))


def write_index() -> None:
    about = "Made by `make screens`; each page wide, on a phone, some in the dark theme."
    lines = ["# Screens", "", about, ""]
    for title, _login, screens in FAMILIES:
        lines += [f"## {title}", ""]
        for screen in screens:
            found = sorted(FOLDER.glob(f"{screen.name}-*.webp"))
            links = ", ".join(
                f"[{look[1]}]({path.name})"
                for path in found
                if (look := re.fullmatch(rf"{screen.name}-(desktop|phone|dark)", path.stem))
            )
            lines.append(f"- {screen.title} (`{screen.path}`): {links}")
        lines.append("")
    lines += ["## Une autre marque", "", "![Mes services](brand-home-desktop.webp)", ""]
    (FOLDER / "README.md").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
