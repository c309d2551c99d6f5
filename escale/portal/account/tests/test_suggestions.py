"""« Suggestions »: what was dismissed, by whom, and the way back."""

import pytest
from pytest_django import DjangoAssertNumQueries

from escale.clients.models import Member
from escale.hints.models import DismissedHint
from escale.hints.tests.factories import DismissedHintFactory, LearnedDomainFactory
from escale.journal.models import JournalEntry
from tests.personas import SignIn

PATH = "/mon-compte/suggestions/"


@pytest.fixture
def hint(alice: Member) -> DismissedHint:
    return DismissedHintFactory.create(client=alice.client, dismissed_by="Alice Martin")


def test_the_list_says_what_who_and_what_was_learned(
    bob: Member, sign_in: SignIn, hint: DismissedHint
) -> None:
    LearnedDomainFactory.create(client=bob.client, domain="ateliers-kerdraon.fr", people=1_234)
    LearnedDomainFactory.create(client=bob.client, domain="atelier-kerdraon.fr", is_familiar=False)
    page = sign_in(bob).get(PATH).text.replace("<wbr>", "")
    for words in ("yotmail.com", "yopmail.com", "par Alice Martin", "Proposer à nouveau",
                  "ateliers-kerdraon.fr"):  # fmt: skip
        assert words in page
    assert "atelier-kerdraon.fr" not in page


def test_an_empty_page_says_how_it_fills(alice: Member, sign_in: SignIn) -> None:
    page = sign_in(alice).get(PATH).text
    assert "Aucune suggestion n’est écartée" in page
    assert "Aucun pour l’instant" in page


def test_proposed_again(bob: Member, sign_in: SignIn, hint: DismissedHint) -> None:
    answer = sign_in(bob).post(f"{PATH}{hint.pk}/proposer/", follow=True)
    assert answer.redirect_chain == [(PATH, 302)]
    assert "yopmail.com sera à nouveau proposé à la place de yotmail.com." in answer.text
    assert not DismissedHint.objects.exists()
    assert JournalEntry.objects.get().verb == "hint-restored"


def test_a_reader_reads(bea: Member, sign_in: SignIn, hint: DismissedHint) -> None:
    browser = sign_in(bea)
    page = browser.get(PATH).text
    assert "yotmail" in page
    assert "Proposer à nouveau" not in page
    assert browser.post(f"{PATH}{hint.pk}/proposer/").status_code == 403


def test_another_client_has_none_of_it(
    charlie: Member, sign_in: SignIn, hint: DismissedHint
) -> None:
    browser = sign_in(charlie)
    assert "yotmail" not in browser.get(PATH).text
    assert browser.post(f"{PATH}{hint.pk}/proposer/").status_code == 404
    assert DismissedHint.objects.exists()


def test_queries_do_not_grow(
    alice: Member, sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(60):
        DismissedHintFactory.create(client=alice.client, typed=f"yotmail{number}.com")
        LearnedDomainFactory.create(client=alice.client, domain=f"kerdraon{number}.fr")
    browser = sign_in(alice)
    with django_assert_max_num_queries(7):
        page = browser.get(PATH).text
    assert "1 à 50 sur 60 suggestions" in page
