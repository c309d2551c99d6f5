import re

import pytest
from pytest_django import Settings

from escale.mailing.links import SignedLink
from escale.mailing.models import OutgoingMessage
from escale.mailing.rendering import RenderedMessage, render_message

VALUES = {
    "first_name": "Maëlle",
    "last_name": "LE GOFF",
    "client_name": "CSE d’essai",
    "amount": "450 €",
    "valid_until": "31 décembre 2028",
    "masked_phone": "06 •• •• 47 72",
    "changed_at": "23 novembre 2026 à 10 h 58",
}
NAMES = ["activation", "phone_changed", "application_reminder", "address_replaced", "cancelled"]
TRACKING = {"tracking": SignedLink("/ou-en-suis-je/{token}/", "activation", "1.1.1").stored()}
LINK = SignedLink("/activer/{token}/", "activation", "1.1.1")


def rendered(name: str, *, link: bool = True, **values: str | bool) -> RenderedMessage:
    return render_message(
        OutgoingMessage(
            pk=1,
            template=f"dotations/emails/{name}",
            recipient="maelle@yopmail.example",
            context=VALUES | values,
            links={"activation": LINK.stored()} if link else TRACKING,
        )
    )


def test_activation_starts_the_account() -> None:
    mail = rendered("activation")
    assert mail.subject == "450 € pour vos vacances, offerts par CSE d’essai"
    for part in (mail.text, mail.html):
        assert LINK.written() in part
        assert "Créer mon compte" in part
        assert "31 décembre 2028" in part
        assert "Nouveau numéro" not in part
        assert "LE GOFF" not in part


def test_de_is_elided_before_the_client_s_name() -> None:
    for name, asked in (("ANCV Client", "demande d’ANCV Client."), ("CSE", "demande de CSE.")):
        mail = rendered("activation", client_name=name)
        assert asked in mail.text
        assert asked in mail.html


def test_activation_states_a_number_changed_with_it() -> None:
    mail = rendered("activation", phone_changed=True)
    assert "Nouveau numéro" in mail.text
    assert "Nouveau numéro" in mail.html


def test_a_reminder_says_so_in_its_subject() -> None:
    mail = rendered("activation", reminds=True)
    assert mail.subject == "Rappel\u00a0: 450 € pour vos vacances, offerts par CSE d’essai"
    assert LINK.written() in mail.text


@pytest.mark.parametrize("password_chosen", [True, False])
def test_application_reminder_tells_the_three_reminders(password_chosen: bool) -> None:
    """R21, and no activation link: the account exists."""
    mail = rendered("application_reminder", link=False, password_chosen=password_chosen)
    assert mail.subject == "Maëlle, il ne reste que l’application"
    for part in (mail.text, mail.html):
        for told in ("store habituel", "Connectez-vous", "Suivez les instructions"):
            assert told in part
        assert "/application/installer/" in part
        assert "Créer mon compte" not in part
        assert "LE GOFF" not in part
        assert ("pas encore choisi votre mot de passe" in part) is not password_chosen


def test_phone_changed_without_account_carries_the_activation_link() -> None:
    mail = rendered("phone_changed", account_created=False)
    for part in (mail.text, mail.html):
        assert LINK.written() in part
        assert "Créer mon compte" in part
        assert "06 •• •• 47 72" in part


def test_phone_changed_with_an_account_leads_to_the_application() -> None:
    mail = rendered("phone_changed", link=False, account_created=True)
    assert "Télécharger l’application" in mail.html
    for part in (mail.text, mail.html):
        assert "/application" in part
        assert "Créer mon compte" not in part
        assert "23 novembre 2026 à 10 h 58" in part


def test_notice_to_a_former_address_holds_nothing_personal() -> None:
    mail = rendered("address_replaced", link=False, client_name="")
    for value in filter(None, (VALUES | {"client_name": ""}).values()):
        assert value not in mail.subject + mail.text + mail.html
    assert "ne fonctionnent plus" in mail.text


@pytest.mark.parametrize("name", NAMES)
def test_each_mail_is_complete(name: str) -> None:
    mail = rendered(name)
    assert '<html lang="fr"' in mail.html
    assert "{{" not in mail.html + mail.text + mail.subject
    assert "maelle@yopmail.example" in mail.html
    assert "maelle@yopmail.example" in mail.text
    assert "src=" not in mail.html


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_fetched_from_elsewhere(name: str, settings: Settings) -> None:
    """No remote font, image or style: reading a mail tells nobody that it was read."""
    html = rendered(name).html
    fetched = re.findall(r"""(?:src|url|@import)\s*[=(]?\s*["']?(https?:[^"')\s]+)""", html)
    assert fetched == []
    links = re.findall(r'<(?:a|link)[^>]*href="(http[^"]+)"', html)
    assert all(link.startswith(settings.SITE_URL) for link in links), links
