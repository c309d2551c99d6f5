import pytest
from django.http import StreamingHttpResponse
from django.test import Client as Browser

from escale.clients.models import Member
from escale.dotations.states import DotationStatus
from tests.personas import SignIn

PUBLIC = [
    "/faq/",
    "/nous-contacter/",
    "/informations-pratiques/flyer/",
    "/aide/gestion-compte/activer-premiere-dotation/",
    "/accessibilite/",
    "/donnees-personnelles/",
    "/mentions-legales/",
]


@pytest.mark.parametrize("path", PUBLIC)
def test_open_to_all_and_shows_the_menu_to_members(
    client: Browser, alice: Member, sign_in: SignIn, path: str
) -> None:
    page = client.get(path)
    assert page.status_code == 200
    assert 'id="menu"' not in page.text
    # Only « Nous contacter » takes a form.
    assert client.post(path).status_code == (422 if "contacter" in path else 405)
    assert sign_in(alice).get(path).status_code == 200


def test_the_flyer_says_the_steps_and_the_reminders_of_the_guide(client: Browser) -> None:
    page = client.get("/informations-pratiques/flyer/").text
    for text in (
        "Créer son compte",
        "Définir son mot de passe",
        "Télécharger et configurer l’application",
        "Télécharger l’application sur son store habituel",
        "S’y connecter avec son e-mail et le mot de passe choisi",
        "Suivre les instructions",
        "/aide/gestion-compte/activer-premiere-dotation/",
    ):
        assert text in page


def test_the_flyer_in_pdf_is_one_tagged_page(client: Browser) -> None:
    answer = client.get("/informations-pratiques/flyer.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("inline; filename*=utf-8''Flyer_Activer")
    assert isinstance(answer, StreamingHttpResponse)
    pdf = answer.getvalue()
    assert b"/StructTreeRoot" in pdf
    assert b"<xmpTPg:NPages>1</xmpTPg:NPages>" in pdf
    assert b"/aide/gestion-compte/activer-premiere-dotation/)" in pdf
    assert client.post("/informations-pratiques/flyer.pdf").status_code == 405


def test_members_keep_their_menu_on_public_pages(alice: Member, sign_in: SignIn) -> None:
    assert 'id="menu"' in sign_in(alice).get("/faq/").text


def test_practical_tells_the_three_cases(alice: Member, sign_in: SignIn, client: Browser) -> None:
    page = sign_in(alice).get("/informations-pratiques/").text
    for text in ("changé de téléphone", "adresse e-mail est fausse", "rien reçu"):
        assert text in page
    for label in DotationStatus.labels:
        assert str(label) in page
    assert "Compte créé, dotation non activée, le salarié doit télécharger" in page
    assert "30 jours" in page
    assert client.get("/informations-pratiques/").status_code == 302
