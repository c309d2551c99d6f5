"""A second issuer's portal, without touching the code: its name, logo, colours, products."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.http import StreamingHttpResponse
from django.test import Client as Browser
from django.utils.translation import override
from pytest_django import Settings

from config.settings import brand as brand_settings
from escale.clients.models import Member
from escale.dotations.emails import send_activation
from escale.dotations.tests.factories import DotationFactory
from escale.kernel import clock
from escale.kernel.brand import COLOURS, contrast, product_names, unreadable
from escale.kernel.languages import ENGLISH
from escale.mailing import moulds
from escale.mailing.models import OutgoingMessage
from escale.mailing.rendering import render_message
from escale.mailing.tests.factories import OutgoingMessageFactory
from escale.orders.models import OrderLine
from escale.orders.order_document import order_document
from escale.orders.states import LineKind, ProductKind
from escale.orders.tests.factories import OrderFactory
from escale.sms.rendering import render_text
from escale.sms.tests.factories import OutgoingTextFactory
from escale.webkit.checks import brand_can_be_read
from tests.personas import SignIn

TOKENS = Path(__file__).parents[1] / "escale/webkit/static/webkit/tokens.css"
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle r="8"/></svg>'
PRODUCTS = {
    "connect": ("Bon d’Escapade", "Bons d’Escapade"),
    "classic": ("Bon de Papier", "Bons de Papier"),
    "family": ("Bon", "Bons"),
}
RECOVERY: dict[str, Any] = {
    "template": "activation/emails/recovery",
    "context": {"first_name": "Louise"},
    "links": {},
}


@pytest.fixture
def _corsaire(request: pytest.FixtureRequest, settings: Settings) -> Iterator[None]:
    settings.BRAND_NAME = "Corsaire"
    settings.BRAND_LOGO = LOGO
    settings.BRAND_TOKENS = {"accent": "#0b6b53", "radius": "0"} | getattr(request, "param", {})
    settings.BRAND_PRODUCTS = PRODUCTS
    # A process has one brand, and makes its moulds once.
    clear = (moulds._kept.clear, moulds._html_template.cache_clear)
    for forget in clear:
        forget()
    yield
    for forget in clear:
        forget()


@pytest.mark.usefixtures("_corsaire", "db")
def test_pages_carry_its_name_logo_and_colours(client: Browser) -> None:
    page = client.get("/connexion/").content.decode()
    assert "· Corsaire</title>" in page
    assert "Corsaire, accueil" in page
    assert "Escale" not in re.sub(r"<[^>]+>", "", page.partition("<main")[0])
    (style,) = re.findall(r'href="(/marque/style\.css\?v=\w+)"', page)
    assert page.index("utilities.css") < page.index(style)
    sheet = client.get(style)
    assert sheet.content == b":root{--brand-accent:#0b6b53;--brand-radius:0;}"
    assert sheet["Cache-Control"].startswith("public")
    logo = client.get(re.findall(r'src="(/marque/logo\.svg\?v=\w+)"', page)[0])
    assert (logo["Content-Type"], logo.content.decode()) == ("image/svg+xml", LOGO)


@pytest.mark.usefixtures("_corsaire")
def test_messages_carry_it() -> None:
    mail = render_message(OutgoingMessageFactory.build(pk=1, **RECOVERY))
    assert "Corsaire" in mail.html
    assert "#0b6b53" in mail.html
    assert COLOURS["accent"] not in mail.html
    # Neither Escale's mark nor its corners.
    assert COLOURS["sun"] not in mail.html
    assert set(re.findall(r"border-radius:([^;\"]+)", mail.html)) == {"0px"}
    template = "activation/texts/phone_code"
    text = OutgoingTextFactory.build(template=template, context={"minutes": 10})
    assert render_text(text).startswith("Corsaire")


PAPER = {"accent": "#e4c04a", "on-accent": "#101820", "paper": "#f4f7f6", "radius": "0.25rem"}


@pytest.mark.parametrize("_corsaire", [PAPER], indirect=True)
def test_messages_have_its_paper_and_readable_buttons(_corsaire: None) -> None:
    html = render_message(OutgoingMessageFactory.build(pk=1, **RECOVERY)).html
    assert f"background-color:{PAPER['paper']}" in html
    assert f"color:{PAPER['on-accent']}" in html
    assert not {COLOURS["paper"], "#fefefe"} & set(re.findall("#[0-9a-f]{6}", html))
    assert set(re.findall(r"border-radius:([^;\"]+)", html)) == {"4px", "8px"}


def test_without_a_brand_messages_are_escale_s() -> None:
    html = render_message(OutgoingMessageFactory.build(pk=1, **RECOVERY)).html
    assert COLOURS["sun"] in html
    assert "color:#ffffff" in html
    assert "border-radius:16px" in html


@pytest.mark.usefixtures("_corsaire", "db")
@pytest.mark.parametrize("address", ["/", "/connexion/", "/informations-pratiques/flyer/"])
def test_pages_name_its_products(client: Browser, address: str) -> None:
    page = client.get(address).content.decode()
    assert "Bons d’Escapade" in page
    assert "Chèque" not in page


@pytest.mark.usefixtures("_corsaire")
def test_pages_of_members_name_its_products(alice: Member, sign_in: SignIn) -> None:
    browser = sign_in(alice)
    for address, name in (
        ("/commander/", PRODUCTS["classic"][0]),
        ("/informations-pratiques/", "Flyer Activer mes Bons d’Escapade"),
    ):
        page = browser.get(address).content.decode()
        assert name in page
        assert "-Vacances" not in page


@pytest.mark.usefixtures("_corsaire", "db")
def test_messages_name_its_products() -> None:
    dotation = DotationFactory.create(order__placed_on=clock.today())
    send_activation(dotation, at=datetime.now(UTC))
    mail = render_message(OutgoingMessage.objects.get())
    for part in (mail.subject, mail.text, mail.html):
        assert "Chèque" not in part
    assert "de Bons d’Escapade. Train" in mail.text
    assert "de Bons d’Escapade. Train" in mail.html
    text = OutgoingTextFactory.build(
        template="dotations/texts/announcement", context={"site_name": "corsaire.example"}
    )
    assert "pour activer vos Bons. Introuvable" in render_text(text)


@pytest.mark.usefixtures("_corsaire", "db")
def test_the_flyer_names_its_products(client: Browser) -> None:
    answer = client.get("/informations-pratiques/flyer.pdf")
    assert "Flyer_Activer_mes_Bons_dEscapade.pdf" in answer["Content-Disposition"]
    assert isinstance(answer, StreamingHttpResponse)
    # The title in the file's own description; what is drawn is compressed.
    pdf = answer.getvalue().decode(errors="ignore")
    assert "Activer mes Bons d’Escapade" in pdf
    assert "Chèque" not in pdf


@pytest.mark.usefixtures("_corsaire")
def test_kinds_are_named_after_its_products() -> None:
    assert str(ProductKind.CONNECT.label) == "Bon d’Escapade"
    line = OrderLine(kind=LineKind.BOOKLETS)
    assert line.get_kind_display() == "Chéquier Bon de Papier"
    with override(ENGLISH):
        assert line.get_kind_display() == "Bon de Papier booklet"


@pytest.mark.usefixtures("_corsaire", "db")
def test_a_name_is_no_change_of_the_database() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_a_product_that_is_not_named_keeps_its_name(settings: Settings) -> None:
    settings.BRAND_PRODUCTS = {"classic": PRODUCTS["classic"]}
    assert str(ProductKind.CONNECT.label) == "Chèque-Vacances Connect"
    assert str(ProductKind.CLASSIC.label) == "Bon de Papier"
    assert product_names("family") == "Chèques-Vacances"


@pytest.mark.usefixtures("_corsaire")
def test_documents_carry_it(alice: Member) -> None:
    order = OrderFactory.create(client=alice.client)
    document = order_document(order, now=datetime.now(UTC))
    assert b"Corsaire" in document
    assert b"Escale" not in document


@pytest.mark.usefixtures("_corsaire", "db")
def test_the_application_installs_under_it(client: Browser) -> None:
    manifest = client.get("/application/manifest.webmanifest").json()
    assert manifest["short_name"] == "Corsaire"
    assert manifest["name"] == "Corsaire, mes Bons"
    (icon,) = manifest["icons"]
    assert client.get(icon["src"]).content.decode() == LOGO


def test_without_a_brand_no_sheet_is_asked_for(alice: Member, sign_in: SignIn) -> None:
    assert "/marque/" not in sign_in(alice).get("/mes-services/").content.decode()


def test_colours_written_twice_are_the_same() -> None:
    written = dict(re.findall(r"--brand-([\w-]+): (#\w{6});", TOKENS.read_text()))
    assert written == COLOURS


def test_colours_that_nobody_reads_are_told(settings: Settings) -> None:
    assert unreadable() == []
    assert round(contrast("#000000", "#ffffff")) == 21
    settings.BRAND_TOKENS = {"accent": "#7fb2e5"}
    (first, *_others) = brand_can_be_read(None)
    assert "ESCALE_BRAND_TOKENS: on-accent (#ffffff) on #7fb2e5: 2.2:1" in first.msg


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("ESCALE_BRAND_NAME", " "),
        ("ESCALE_BRAND_NAME", "Une très longue marque qui déborde"),
        ("ESCALE_BRAND_NAME", 'Corsaire" <x@y.example>'),
        ("ESCALE_BRAND_LOGO", "/nowhere/logo.svg"),
        ("ESCALE_BRAND_LOGO", __file__),
        ("ESCALE_BRAND_TOKENS", "green"),
        ("ESCALE_BRAND_TOKENS", "[]"),
        ("ESCALE_BRAND_TOKENS", '{"accentt": "#0b6b53"}'),
        ("ESCALE_BRAND_TOKENS", '{"accent": "green"}'),
        ("ESCALE_BRAND_TOKENS", '{"font": "x;} body{display:none"}'),
        ("ESCALE_BRAND_PRODUCTS", "Bons"),
        ("ESCALE_BRAND_PRODUCTS", "[]"),
        ("ESCALE_BRAND_PRODUCTS", '{"conect": ["Bon", "Bons"]}'),
        ("ESCALE_BRAND_PRODUCTS", '{"connect": "Bons"}'),
        ("ESCALE_BRAND_PRODUCTS", '{"connect": ["Bon"]}'),
        ("ESCALE_BRAND_PRODUCTS", '{"connect": ["Bon", " "]}'),
        ("ESCALE_BRAND_PRODUCTS", '{"connect": ["Bon", 2]}'),
        ("ESCALE_BRAND_PRODUCTS", '{"connect": ["Bon", "Bons <b>"]}'),
        ("ESCALE_BRAND_PRODUCTS", '{"connect": ["Bon", "Bons d’une très longue marque"]}'),
    ],
)
def test_what_cannot_be_used_names_its_variable(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(ImproperlyConfigured, match=variable):
        brand_settings.read()


def test_names_of_products_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    assert brand_settings.read()[3] == {}
    monkeypatch.setenv("ESCALE_BRAND_PRODUCTS", '{"connect": ["Bon ", "Bons"]}')
    assert brand_settings.read()[3] == {"connect": ("Bon", "Bons")}


def test_a_drawing_that_runs_something_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    drawing = tmp_path / "logo.svg"
    drawing.write_text(LOGO)
    monkeypatch.setenv("ESCALE_BRAND_LOGO", str(drawing))
    assert brand_settings.read()[1] == LOGO
    drawing.write_text(LOGO.replace("<circle", "<script>x()</script><circle"))
    with pytest.raises(ImproperlyConfigured, match="ESCALE_BRAND_LOGO"):
        brand_settings.read()
