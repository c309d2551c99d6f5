"""Somebody is invited, joins, and signs in afterwards with a passkey (B10)."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.conftest import sign_in

PASSWORD = "un bateau qui part tôt"


@pytest.fixture
def passkeys(page: Page, context: BrowserContext) -> None:
    """A telephone that says yes, inside the browser."""
    devices = context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


@pytest.mark.browser
def test_from_an_invitation_to_a_passkey(
    page: Page, colleague: Page, passkeys: None, request: pytest.FixtureRequest
) -> None:
    address = f"nora.{request.node.callspec.id}@yopmail.example"
    sign_in(page)
    page.goto("/mon-compte/membres/")
    page.get_by_label("Adresse e-mail").fill(address)
    page.get_by_role("button", name="Inviter").click()
    # Nobody invites from a session left open; once confirmed, it is for some minutes.
    confirm, invited = (
        page.get_by_role("button", name="Confirmer"),
        page.get_by_text(f"{address} est invité"),
    )
    expect(confirm.or_(invited)).to_be_visible()
    if confirm.is_visible():
        page.get_by_label("Mot de passe").fill("escale-demo-2026")
        confirm.click()
    expect(invited).to_be_visible()
    colleague.goto("/mon-compte/membres/")
    expect(colleague.get_by_text(address)).to_be_visible()
    page.goto("/mes-services/")
    page.get_by_role("button", name="Se déconnecter").click()

    page.goto(f"/boite-aux-lettres/?q={address}")
    page.get_by_role("link", name=re.compile("Rejoignez")).first.click(timeout=30_000)
    page.goto(f"{page.url}?vue=liens")
    link = page.locator("main").get_by_text(re.compile(r"/invitation/")).first.inner_text()
    page.goto(re.search(r"/invitation/\S+", link).group(0))  # type: ignore[union-attr]
    page.get_by_label("Votre nom").fill("Nora Quidelleur")
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    page.get_by_label("Mot de passe, une seconde fois", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Créer mon accès").click()
    page.wait_for_url("**/mes-services/")
    row = colleague.get_by_role("row").filter(has_text=address)
    expect(row).to_contain_text("Nora Quidelleur")
    expect(colleague.get_by_role("region", name="Invitations")).not_to_contain_text(address)

    page.goto("/mon-compte/securite/webauthn/add/")
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Confirmer").click()
    page.get_by_role("button", name="Ajouter").click()
    expect(page.get_by_role("heading", name="Codes de secours")).to_be_visible()
    page.get_by_role("button", name="Se déconnecter").click()

    page.goto("/connexion/")
    page.get_by_role("button", name="Utiliser une clé d’accès").click()
    page.wait_for_url("**/mes-services/")
