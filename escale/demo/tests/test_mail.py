import pytest
from django.core.mail import EmailMultiAlternatives
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client
from django.urls import reverse

from escale.demo.models import CaughtMail
from escale.demo.reading import Link, open_mail
from escale.demo.tests.factories import CaughtMailFactory, content

pytestmark = pytest.mark.django_db
LINK = "https://escale.example/activer/abc/"


def shown(client: Client, mail: CaughtMail, part: str = "") -> str:
    response = client.get(reverse("demo:mail", args=[mail.pk]), {"vue": part} if part else {})
    assert response.status_code == 200
    return response.content.decode()


def framed(client: Client, mail: CaughtMail) -> HttpResponse:
    response = client.get(reverse("demo:mail_html", args=[mail.pk]))
    assert isinstance(response, HttpResponse)
    return response


@pytest.mark.parametrize("part", ["", "html", "unknown"])
def test_html_is_shown_in_a_sandboxed_frame(client: Client, part: str) -> None:
    mail = CaughtMailFactory.create()
    page = shown(client, mail, part)
    assert f'src="{reverse("demo:mail_html", args=[mail.pk])}"' in page
    assert 'sandbox="allow-popups allow-popups-to-escape-sandbox"' in page


def test_framed_mail_can_be_styled_and_nothing_else(client: Client) -> None:
    response = framed(client, CaughtMailFactory.create())
    policy = response["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline';")
    assert "script-src" not in policy
    assert "sandbox allow-popups" in policy
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert '<base target="_blank">' in response.content.decode()


def test_text(client: Client) -> None:
    mail = CaughtMailFactory.create(content=content(text="Bonjour <b>Chloé</b>"))
    assert "Bonjour &lt;b&gt;Chloé&lt;/b&gt;" in shown(client, mail, "texte")


def test_headers(client: Client) -> None:
    page = shown(client, CaughtMailFactory.create(), "en-tetes")
    assert "&lt;m.1.abc@retour.escale.example&gt;" in page


def test_links_open_in_a_tab_of_their_own(client: Client) -> None:
    page = shown(client, CaughtMailFactory.create(), "liens")
    assert f'<a href="{LINK}" target="_blank" rel="noopener">Créer</a>' in page


def test_each_link_is_listed_once_and_only_web_links() -> None:
    html = (
        f'<a href="{LINK}"><b>Créer</b> mon compte</a><a href="javascript:alert(1)">x</a>'
        f'<a href="{LINK}">{LINK}</a><a href="https://escale.example/faq">FAQ</a>'
    )
    links = open_mail(content(html=html)).links
    assert links == [Link(LINK, "Créer mon compte"), Link("https://escale.example/faq", "FAQ")]


def test_a_file_is_listed_and_opens(client: Client) -> None:
    email = EmailMultiAlternatives("Reçu", "Bonjour", to=["chloe@yopmail.example"])
    email.attach_alternative("<p>Bonjour</p>", "text/html")
    assert open_mail(email.message().as_bytes()).files == []
    email.attach("Recu_commande_1.pdf", b"%PDF-1.7", "application/pdf")
    mail = CaughtMailFactory.create(content=email.message().as_bytes())
    path = reverse("demo:mail_file", args=[mail.pk, 1])
    assert f'<a href="{path}">Recu_commande_1.pdf</a>' in shown(client, mail)
    answer = client.get(path)
    assert isinstance(answer, StreamingHttpResponse)
    assert answer.getvalue() == b"%PDF-1.7"
    assert answer["Content-Type"] == "application/pdf"
    assert client.get(reverse("demo:mail_file", args=[mail.pk, 2])).status_code == 404
    assert client.post(path).status_code == 405
    assert "Pièces jointes" not in shown(client, CaughtMailFactory.create())


def test_refused_mail_has_nothing_to_open(client: Client) -> None:
    page = shown(client, CaughtMailFactory.create(refused=True))
    assert "550 5.1.2 inexistant.example: unknown domain" in page
    assert "<iframe" not in page


def test_unknown_mail(client: Client) -> None:
    assert client.get(reverse("demo:mail", args=[1])).status_code == 404
    assert client.get(reverse("demo:mail_html", args=[1])).status_code == 404
