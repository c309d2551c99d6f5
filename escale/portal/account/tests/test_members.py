"""« Membres » and what an invitation leads to."""

import pytest
from django.test import Client as Browser

from escale.clients.actions.invite_member import invite_member
from escale.clients.links import invitation_link
from escale.clients.models import Client, Invitation, Member, Role
from escale.kernel.tokens import sign
from escale.mailing.models import OutgoingMessage
from tests.personas import SignIn

MEMBERS = "/mon-compte/membres/"
PASSWORD = "un bateau qui part tôt"
ANSWER = {"full_name": "Nora Quidelleur", "password": PASSWORD, "again": PASSWORD}


@pytest.fixture
def browser(alice: Member, sign_in: SignIn) -> Browser:
    return sign_in(alice)


@pytest.fixture
def invitation(alice: Member) -> Invitation:
    return invite_member(
        actor=alice.actor, client=alice.client, email="nora@yopmail.example", role=Role.MANAGER
    )


def path_of(invitation: Invitation) -> str:
    link = invitation_link(invitation)
    return link.path.format(token=sign(link.purpose, link.payload))


def test_the_page_lists_colleagues_alone(browser: Browser, bob: Member, charlie: Member) -> None:
    page = browser.get(MEMBERS).text
    assert bob.user.full_name in page
    assert charlie.user.full_name not in page
    assert "Personne n’est attendu" in page


def test_inviting(browser: Browser) -> None:
    answer = browser.post(
        f"{MEMBERS}inviter/", {"email": "nora@yopmail.example", "role": "reader"}, follow=True
    )
    assert "nora@yopmail.example est invité" in answer.text
    assert OutgoingMessage.objects.get().template == "clients/emails/invitation"


def test_a_wrong_address_is_said_where_it_is(browser: Browser) -> None:
    answer = browser.post(f"{MEMBERS}inviter/", {"email": "nora", "role": "reader"})
    assert answer.status_code == 422
    assert 'id="email-erreur"' in answer.text
    assert 'value="nora"' in answer.text


def test_an_invitation_that_waits(browser: Browser, invitation: Invitation) -> None:
    assert "nora@yopmail.example" in browser.get(MEMBERS).text
    path = f"{MEMBERS}invitations/{invitation.pk}/"
    assert "moins de 10 minutes" in browser.post(f"{path}renvoyer/", follow=True).text
    assert "est annulée" in browser.post(f"{path}annuler/", follow=True).text
    assert not Invitation.objects.exists()


def test_a_role_holds_at_once(browser: Browser, bob: Member, sign_in: SignIn) -> None:
    theirs = sign_in(bob)
    assert theirs.get("/commander/").status_code == 200
    browser.post(f"{MEMBERS}{bob.pk}/role/", {"role": "reader"})
    assert theirs.post("/commander/nouvelle/connect/").status_code in (403, 404, 405)
    answer = browser.post(f"{MEMBERS}{bob.pk}/role/", {"role": "king"}, follow=True)
    assert "Choisissez un rôle" in answer.text


def test_removing_is_asked_once_more(browser: Browser, bob: Member, sign_in: SignIn) -> None:
    theirs = sign_in(bob)
    path = f"{MEMBERS}{bob.pk}/retirer/"
    assert bob.user.full_name in browser.get(path).text
    assert Member.objects.filter(pk=bob.pk).exists()
    browser.post(path)
    assert not Member.objects.filter(pk=bob.pk).exists()
    assert theirs.get("/mes-services/").status_code == 302


def test_joining(invitation: Invitation, client: Browser) -> None:
    answer = client.get(path_of(invitation))
    # The token leaves the address, and nothing is spent.
    assert answer["Location"] == "/invitation/"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "nora@yopmail.example" in client.get("/invitation/").text
    assert client.post("/invitation/", ANSWER)["Location"] == "/mes-services/"
    assert client.get("/mes-services/").status_code == 200
    assert client.get(path_of(invitation)).status_code == 404


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"again": "autre chose de long"}, "Les deux saisies diffèrent"),
        ({"full_name": ""}, "Indiquez votre nom"),
        ({"password": "court", "again": "court"}, "trop court"),
    ],
)
def test_what_is_missing_is_said(
    invitation: Invitation, client: Browser, change: dict[str, str], said: str
) -> None:
    client.get(path_of(invitation))
    answer = client.post("/invitation/", ANSWER | change)
    assert answer.status_code == 422
    assert said in answer.text
    assert Invitation.objects.exists()


def test_a_link_that_leads_nowhere(client: Browser, invitation: Invitation) -> None:
    assert client.get("/invitation/").status_code == 404
    assert client.get("/invitation/forge/").status_code == 404
    path = path_of(invitation)
    invitation.delete()
    assert client.get(path).status_code == 404


def test_the_organisation(browser: Browser, ancv: Client) -> None:
    path = "/mon-compte/organisation/"
    assert browser.post(path, {"phone": "12"}).status_code == 422
    typed = {
        "contact_name": "Nora",
        "email": "cse@yopmail.example",
        "phone": "01 44 55 66 77",
        "address": "1 quai du Port, 29000 Quimper",
    }
    page = browser.post(path, typed, follow=True).text
    assert "01 44 55 66 77" in page
    assert "1 quai du Port" in page
    ancv.refresh_from_db()
    assert ancv.phone == "+33144556677"


def test_preferences(bea: Member, sign_in: SignIn) -> None:
    """Whatever one's role."""
    browser = sign_in(bea)
    path = "/mon-compte/preferences/"
    assert browser.post(path, {"full_name": ""}).status_code == 422
    browser.post(path, {"full_name": "Béa Le Goff", "receives_order_mails": "on"})
    bea.refresh_from_db()
    assert (bea.user.full_name, bea.receives_order_mails) == ("Béa Le Goff", True)
