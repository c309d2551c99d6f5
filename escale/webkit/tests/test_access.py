"""The door of the pages of members, whole or by fragments."""

import pytest
from django.test import Client as Browser

from escale.clients.models import Member
from tests.personas import SignIn

PATH = "/commandes/2800901/dotations/"
FROM = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{PATH}?page=2"}


def test_signed_out_to_the_sign_in_page_and_back(db: None, client: Browser) -> None:
    assert client.get(f"{PATH}?page=2")["Location"] == f"/connexion/?next={PATH}%3Fpage%3D2"


def test_a_session_that_ended_moves_the_whole_page(db: None, client: Browser) -> None:
    answer = client.post("/dotations/1/corriger/", headers=FROM)
    assert answer.status_code == 200
    assert answer["HX-Redirect"] == f"/connexion/?next={PATH}%3Fpage%3D2"
    assert answer.text == ""


def test_the_way_back_is_ours(db: None, client: Browser) -> None:
    """What the browser says of its address decides nothing when it is not one of ours."""
    elsewhere = FROM | {"HX-Current-URL": "https://evil.example/"}
    answer = client.post("/dotations/1/corriger/", headers=elsewhere)
    assert answer["HX-Redirect"] == "/connexion/?next=/mes-services/"


def test_a_form_sent_too_late_leads_back_to_its_page(db: None, client: Browser) -> None:
    page = f"http://testserver{PATH}?page=2"
    answer = client.post("/dotations/1/corriger/", headers={"Referer": page})
    assert answer["Location"] == f"/connexion/?next={PATH}%3Fpage%3D2"


@pytest.mark.parametrize("page", ["https://evil.example/", "", "//testserver.evil.example/"])
def test_a_form_sent_from_elsewhere_leads_home(db: None, client: Browser, page: str) -> None:
    answer = client.post("/dotations/1/corriger/", headers={"Referer": page})
    assert answer["Location"] == "/connexion/?next=/mes-services/"


def test_a_fragment_is_given_to_a_member(alice: Member, sign_in: SignIn) -> None:
    assert "HX-Redirect" not in sign_in(alice).get("/dotations/", headers=FROM).headers
