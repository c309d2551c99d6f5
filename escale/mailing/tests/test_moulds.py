"""Whatever is typed, a mail from a mould reads as the template engine alone would write it."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage

import pytest
from django.core.mail import EmailMultiAlternatives
from django.template.base import Lexer
from hypothesis import example, given
from hypothesis import strategies as st

from escale.mailing import moulds
from escale.mailing.encoding import encode_header
from escale.mailing.message import build_email, write_email
from escale.mailing.models import OutgoingMessage
from escale.mailing.moulds import Mould, mould_for
from escale.mailing.rendering import fill_mould, render_message
from escale.mailing.tests.factories import OutgoingMessageFactory

TYPED = st.text(
    st.one_of(
        st.sampled_from(" \t.=?_-<>&'\"{}%\u00a0\u202fé€😀\n\r"),
        st.characters(codec="utf-8"),
    ),
    max_size=120,
)


@pytest.fixture(autouse=True)
def no_mould() -> Iterator[None]:
    moulds._kept.clear()
    yield
    moulds._kept.clear()


def letter(**fields: object) -> OutgoingMessage:
    return OutgoingMessageFactory.build(pk=42, **fields)


def read(message: OutgoingMessage) -> EmailMessage:
    raw = write_email(message)
    assert all(len(line) <= 76 for line in raw.partition(b"\r\n\r\n")[2].split(b"\r\n"))
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", raw)
    assert raw.isascii()
    parsed = message_from_bytes(raw, policy=policy.default)
    assert isinstance(parsed, EmailMessage)
    assert not parsed.defects
    return parsed


def lines(text: object) -> list[str]:
    """A mail has one kind of line end, whatever was typed."""
    return re.sub(r"\r\n|\r|\n", "\n", str(text)).rstrip("\n").split("\n")


@given(TYPED)
@example("")
@example(".")
@example(" ")
@example("=\r\n.\r\n")
@example("x" * 200)
# A piece whose last line is full without its soft break.
@example("x" * 76)
@example("x" * 75 + "é")
@example("00<<'\x1f" + "\x80" * 5 + "\U00010000" * 2 + "\t")
def test_what_travels_reads_as_what_is_rendered(name: str) -> None:
    message = letter(context={"name": name})
    parsed, rendered = read(message), render_message(message)
    text, html = parsed.get_body(("plain",)), parsed.get_body(("html",))
    assert text is not None
    assert html is not None
    assert lines(text.get_content()) == lines(rendered.text)
    assert lines(html.get_content()) == lines(rendered.html)
    assert parsed["Subject"].split() == rendered.subject.split()
    assert not [part.defects for part in parsed.walk() if part.defects]


@given(TYPED)
def test_a_mould_says_what_the_engine_says(name: str) -> None:
    render_message(letter(context={"name": "Un autre"}))
    message = letter(context={"name": name})
    filled, rendered = fill_mould(message), render_message(message)
    # Nothing is left open: the engine alone.
    whole = moulds._made("letter", "fr", {"site_url": ""} | message.context | filled.values)
    assert rendered.text == "".join(whole.text)
    html = list(whole.html)
    html[1::2] = [filled.escaped["subject"]] * len(html[1::2])
    assert rendered.html == "".join(html)


def test_headers_are_those_that_django_writes() -> None:
    message = letter(recipient="chloe@yopmail.example")
    ours, theirs = read(message), build_email(message).message()
    for name in ("From", "To", "Subject", "Message-ID", "Auto-Submitted"):
        assert ours[name] == str(make_header(decode_header(str(theirs[name]))))


def test_one_mould_serves_all_names() -> None:
    for name in ("Chloé", "Louise", "Zoé"):
        render_message(letter(context={"name": name}))
    assert len(moulds._kept) == 1
    render_message(letter(context={"name": ""}))
    assert len(moulds._kept) == 2


def test_moulds_do_not_pile_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moulds, "MOST_KEPT", 3)
    for number in range(10):
        render_message(letter(context={"name": "Chloé", "number": number}))
    assert len(moulds._kept) <= 3


@pytest.mark.parametrize(
    ("content", "looks"),
    [
        ("{{ name }}", False),
        ("{{ links.letter }}", False),
        ("{{ name|upper }}", True),
        ("{% if name %}", False),
        ("{% if name and other or not third %}", False),
        ("{% if name == 'Chloé' %}", True),
        ("{% if 'C' in name %}", True),
        ("{% if name|length %}", True),
        ("{% elif name > 3 %}", True),
        ("{% for letter in name %}", True),
        ("{% with other=name %}", True),
        ("{% blocktranslate with who=name %}", False),
        ("{% blocktranslate with who=name|upper %}", True),
        ("{% include name %}", True),
        ("{# name|upper #}", False),
    ],
)
def test_values_that_a_template_looks_into(content: str, looks: bool) -> None:
    (token,) = Lexer(content).tokenize()
    assert moulds._looks_into(token) is looks


def test_what_is_looked_into_is_not_left_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moulds, "_looked_into", lambda _template: frozenset({"name"}))
    values = {"name": "Chloé", "recipient": "a@b.example", "site_url": "", "links": {}}
    _mould, opened = mould_for("letter", "fr", values)
    assert set(opened) == {"recipient"}


def test_nobody_types_their_way_into_another_value() -> None:
    rendered = render_message(letter(context={"name": f"\ue000{'0' * 16}:links.letter\ue001"}))
    assert rendered.text.count("/lettre/") == 1


@given(TYPED)
@example("é" * 300)
def test_headers_are_short_ascii_lines(text: str) -> None:
    text = " ".join(text.split())
    raw = encode_header(text)
    assert all(len(line) <= 76 for line in raw.split(b"\r\n"))
    parsed = message_from_bytes(b"Subject: " + raw + b"\r\n\r\n", policy=policy.default)
    assert parsed["Subject"].split() == text.split()


@pytest.mark.parametrize(
    "recipient", ["a@b.example\r\nBcc: x@y.example", "a b@c.example", "é@b.example", "nobody"]
)
def test_an_address_cannot_hold_anything_else(recipient: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        write_email(letter(recipient=recipient))
    assert isinstance(build_email(letter()), EmailMultiAlternatives)
    assert Mould((), (), ()).encoded_text == ()
