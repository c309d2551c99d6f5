import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from escale.kernel.emails import EmailRefused, parse_email, same_address
from tests.corpora import CORPORA, needs_corpora

EMAILS = CORPORA / "lists" / "emails.json"


def test_the_domain_is_lowered_and_the_rest_kept() -> None:
    assert parse_email("  Louise.Ferbach@YOPMAIL.Example ") == "Louise.Ferbach@yopmail.example"


def test_case_does_not_make_another_person() -> None:
    assert same_address("Louise@yopmail.example", "louise@yopmail.example")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Indiquez une adresse"),
        ("louise.yopmail.com", "manque le «\\s@\\s»"),
        ("louise@yopmail", "manque la fin du domaine"),
        ("louise ferbach@yopmail.com", "pas d’espace"),
        ("louise..ferbach@yopmail.com", "avant le «\\s@\\s»"),
        ("l" * 65 + "@yopmail.com", "avant le «\\s@\\s»"),
        ("louise@-yopmail.com", "domaine"),
        ("louise@yopmail.com\nBcc: x@y.fr", "saut de ligne"),
    ],
)
def test_a_refusal_says_what_to_do(typed: str, says: str) -> None:
    with pytest.raises(EmailRefused, match=says):
        parse_email(typed)


def test_reserved_domains_are_refused_in_production(settings: Settings) -> None:
    settings.ACCEPT_RESERVED_DOMAINS = False
    with pytest.raises(EmailRefused, match="réservé aux exemples"):
        parse_email("louise@yopmail.example")


@needs_corpora
def test_the_corpus_is_judged_as_expected() -> None:
    for line in json.loads(EMAILS.read_text()):
        if line["expect"] == "accept":
            parse_email(line["address"])
        elif line["expect"] == "reject":
            with pytest.raises(EmailRefused):
                parse_email(line["address"])


@given(st.text(max_size=80))
def test_anything_else_is_refused_as_ours_and_what_is_kept_is_stable(typed: str) -> None:
    try:
        kept = parse_email(typed)
    except EmailRefused:
        return
    assert parse_email(kept) == kept
