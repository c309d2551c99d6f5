from django.test import Client as Browser

from escale.clients.models import Member
from tests.personas import SignIn

PATH = "/commander/"


def test_says_what_an_order_needs(alice: Member, sign_in: SignIn, client: Browser) -> None:
    page = sign_in(alice).get(PATH).text
    for column in ("Matricule", "Nom", "Prénom", "Adresse Mail", "Téléphone", "Montant"):
        assert column in page
    assert "1 %" in page.replace("\u00a0", " ")
    assert client.get(PATH).status_code == 302
    assert sign_in(alice).post(PATH).status_code == 405
