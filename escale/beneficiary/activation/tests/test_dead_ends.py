"""« Recevoir un nouveau lien », the typed code, the password that adds a dotation."""

import re

import pytest
from django.test import Client as Browser
from procrastinate.contrib.django.models import ProcrastinateJob

from escale.activation.models import Holding
from escale.activation.tests.factories import PASSWORD, BeneficiaryFactory
from escale.activation.tests.links import path_of
from escale.dotations.links import typed_key
from escale.dotations.models import Dotation
from escale.dotations.tests.factories import DotationFactory
from escale.mailing.models import OutgoingMessage
from escale.mailing.tests.factories import OutgoingMessageFactory

pytestmark = pytest.mark.django_db


def asked() -> list[dict[str, object]]:
    jobs = ProcrastinateJob.objects.filter(task_name="send_new_link").order_by("id")
    return [job.args for job in jobs]


def without_csrf(page: str) -> str:
    return re.sub(r"[A-Za-z0-9]{64}", "", page)


def test_every_address_gets_the_same_answer_and_one_job(client: Browser) -> None:
    DotationFactory.create(email="louise@yopmail.example")
    known = client.post("/activer/nouveau-lien/", {"email": "louise@yopmail.example"})
    unknown = client.post("/activer/nouveau-lien/", {"email": "personne@yopmail.example"})
    assert without_csrf(known.text) == without_csrf(unknown.text)
    assert len(asked()) == 2
    assert not OutgoingMessage.objects.exists()


def test_a_replaced_link_asks_for_its_own_dotation(client: Browser) -> None:
    row = DotationFactory.create()
    path = path_of(row)
    Dotation.objects.update(link_generation=1)
    page = client.get(path, follow=True)
    assert "Ce lien a été remplacé" in page.text
    client.post("/activer/nouveau-lien/")
    assert asked() == [{"dotation_id": row.pk, "email": ""}]


@pytest.mark.parametrize("place", ["/activer/", "/ou-en-suis-je/"])
@pytest.mark.parametrize(
    ("status", "told"),
    [("expired", "Votre dotation a expiré le"), ("cancelled", "Votre dotation a été annulée")],
)
def test_a_dotation_that_is_over_has_a_page_of_its_own(
    client: Browser, place: str, status: str, told: str
) -> None:
    row = DotationFactory.create(status=status, order__client__name="CSE Ateliers Kerdraon")
    page = client.get(path_of(row).replace("/activer/", place), follow=True)
    assert page.status_code == 410
    assert told in page.text
    assert ("31\u00a0décembre\u00a02022" in page.text) == (status == "expired")
    assert "CSE Ateliers Kerdraon vous l’avait offerte" in page.text
    # Whoever reads that mailbox by now.
    for word in (row.last_name, row.first_name, row.matricule, row.email):
        assert word not in page.text
    assert "Recevoir un nouveau lien" not in page.text


def test_asking_too_often_is_refused(client: Browser) -> None:
    form = {"email": "louise@yopmail.example"}
    answers = [client.post("/activer/nouveau-lien/", form).status_code for _ in range(6)]
    assert answers == [200] * 5 + [429]


def test_the_typed_code_opens_the_first_step(client: Browser) -> None:
    row = DotationFactory.create(email="louise@yopmail.example", first_name="Louise")
    row.last_message = OutgoingMessageFactory.create(about=row.about, client_id=row.client_id)
    row.save()
    form = {"email": "louise@yopmail.example", "code": typed_key(row).written()}
    assert "Louise" in client.post("/activer/", form, follow=True).text


def test_a_wrong_code_is_refused_and_the_tries_are_counted(client: Browser) -> None:
    form = {"email": "louise@yopmail.example", "code": "7KQ3M-9D2XA"}
    pages = [client.post("/activer/", form) for _ in range(11)]
    assert "Ce code ne correspond pas à cette adresse" in pages[0].text
    assert [page.status_code for page in pages] == [200] * 10 + [429]


class TestAttach:
    @pytest.fixture
    def row(self, client: Browser) -> Dotation:
        BeneficiaryFactory.create(email="louise@yopmail.example", with_password=True)
        row = DotationFactory.create(email="louise@yopmail.example")
        client.get(path_of(row))
        return row

    def test_the_first_step_leads_there(self, row: Dotation, client: Browser) -> None:
        form = {"email": row.email, "terms": "on"}
        answer = client.post("/activer/compte/", form)
        assert answer.headers["Location"] == "/activer/rattacher/"
        assert "Vous avez déjà un compte" in client.get("/activer/rattacher/").text

    def test_the_password_adds_it(self, row: Dotation, client: Browser) -> None:
        answer = client.post("/activer/rattacher/", {"password": PASSWORD})
        assert answer.headers["Location"] == "/application/"
        assert Holding.objects.get().dotation == row

    def test_another_password_does_not(self, row: Dotation, client: Browser) -> None:
        page = client.post("/activer/rattacher/", {"password": "autre chose"})
        assert "E-mail ou mot de passe incorrect" in page.text
        assert not Holding.objects.exists()
