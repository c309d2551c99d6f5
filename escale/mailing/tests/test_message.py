import pytest
from django.core.mail import EmailMultiAlternatives
from pytest_django import Settings

from escale.mailing.message import build_email
from escale.mailing.models import OutgoingMessage
from escale.mailing.rendering import render_message
from escale.mailing.return_address import message_id_of, return_address
from escale.mailing.tests.factories import OutgoingMessageFactory


def letter(pk: int = 42, **fields: object) -> OutgoingMessage:
    return OutgoingMessageFactory.build(pk=pk, **fields)


def html_of(email: EmailMultiAlternatives) -> str:
    ((content, kind),) = email.alternatives
    assert kind == "text/html"
    return str(content)


def test_headers_and_envelope(settings: Settings) -> None:
    settings.MAIL_FROM = "Émetteur <ne-pas-repondre@escale.example>"
    email = build_email(letter(recipient="chloe@yopmail.example"))
    sent = email.message()
    assert message_id_of(email.from_email) == 42
    assert email.recipients() == ["chloe@yopmail.example"]
    assert "ne-pas-repondre@escale.example" in str(sent["From"])
    assert sent["Auto-Submitted"] == "auto-generated"
    assert str(sent["Message-ID"]).startswith("<m.42.")
    assert str(sent["Message-ID"]).endswith(f"@{settings.MAIL_BOUNCE_DOMAIN}>")


@pytest.mark.parametrize("pk", [1, 42, 10**12, 2**63 - 1])
def test_return_address_names_its_message(pk: int) -> None:
    address = return_address(letter(pk))
    assert len(address.partition("@")[0]) <= 64
    assert message_id_of(address) == pk
    assert message_id_of(address.upper()) == pk
    assert message_id_of(f"<{address}>") == pk


def test_forged_return_addresses_name_nothing(settings: Settings) -> None:
    local, _at, domain = return_address(letter(42)).partition("@")
    other = return_address(letter(43)).partition("@")[0]
    turned = local[:-1] + ("a" if local[-1] != "a" else "b")
    forged = [
        f"{turned}@{domain}",
        f"{local}@ailleurs.example",
        f"{local[:20]}{other[20:]}@{domain}",
        f"bounces+@{domain}",
        f"bounces+42@{domain}",
        f"bounces+é@{domain}",
        f"{local.removeprefix('bounces+')}@{domain}",
        domain,
        "",
    ]
    assert [message_id_of(address) for address in forged] == [None] * len(forged)


def test_return_address_survives_a_new_key(settings: Settings) -> None:
    address = return_address(letter(42))
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new-key", [settings.SECRET_KEY]
    assert message_id_of(address) == 42


def test_html_escapes_what_people_typed() -> None:
    email = build_email(letter(context={"name": "<script>alert('1')</script> & Cie"}))
    assert "<script>alert" not in html_of(email)
    assert "&lt;script&gt;alert" in html_of(email)
    assert "<script>alert('1')</script> & Cie" in email.body


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\u2028", "\x0b", "\x00"])
def test_name_cannot_add_a_header(end: str) -> None:
    email = build_email(letter(context={"name": f"Chloé{end}Bcc: tous@yopmail.example"}))
    sent = email.message()
    assert "Bcc" not in sent
    assert email.subject == "Chloé Bcc: tous@yopmail.example a reçu une lettre"
    assert email.recipients() == [sent["To"]]


def test_non_breaking_spaces_stay_in_the_subject() -> None:
    assert "150\u00a0€" in render_message(letter(context={"name": "150\u00a0€"})).subject


def test_link_is_the_same_in_text_and_html_and_at_each_try(settings: Settings) -> None:
    settings.SITE_URL = "https://escale.example"
    first, second = (build_email(letter(recipient="a@yopmail.example")) for _ in range(2))
    link = first.body.split()[-1]
    assert link.startswith("https://escale.example/lettre/")
    assert f'href="{link}"' in html_of(first)
    assert html_of(first) == html_of(second)


def test_shared_parts_are_included() -> None:
    html = html_of(build_email(letter(recipient="chloe@yopmail.example")))
    assert "mj-include" not in html
    assert "prefers-color-scheme: dark" in html
    assert "Cet e-mail a été envoyé à chloe@yopmail.example." in html
