import pytest

from escale.clients.models import Member
from escale.hints.actions.dismiss_hint import dismiss_hint
from escale.hints.actions.restore_hint import restore_hint
from escale.hints.models import DismissedHint
from escale.hints.queries import dismissed_visible_to, known_domains
from escale.hints.wording import dismissed_sentence
from escale.journal.models import JournalEntry
from escale.kernel.hints import NOTHING_KNOWN, suggest_address

pytestmark = pytest.mark.django_db


def dismiss(member: Member, address: str) -> DismissedHint | None:
    return dismiss_hint(actor=member.actor, client=member.client, address=address)


def test_of_the_address_the_domain_alone_is_kept(alice: Member) -> None:
    hint = dismiss(alice, "louise.ferbach@gmial.com")
    assert hint is not None
    assert (hint.typed, hint.proposed, hint.dismissed_by) == (
        "gmial.com", "gmail.com", str(alice.user),
    )  # fmt: skip
    lines = JournalEntry.objects.values_list("verb", "about", "changes")
    assert list(lines) == [
        ("hint-dismissed", "client:1000001", {"hint": ["gmial.com", "gmail.com"]})
    ]
    assert "louise" not in str(list(JournalEntry.objects.values()))
    assert dismissed_sentence(hint).startswith("gmail.com ne sera plus proposé")


def test_twice_is_once(alice: Member, bob: Member) -> None:
    assert dismiss(alice, "louise@gmial.com")
    assert dismiss(bob, "clement@gmial.com") is None
    assert DismissedHint.objects.get().dismissed_by == str(alice.user)
    assert JournalEntry.objects.count() == 1
    assert dismissed_sentence(None) == "Cette suggestion n’est déjà plus proposée."


def test_what_is_refused_for_its_letters_is_not_dismissed(alice: Member) -> None:
    assert dismiss(alice, "hélène@kerdraon.example") is None
    domains = known_domains(alice.client_id)
    assert suggest_address("zoé@kerdraon.example", domains) == "zoe@kerdraon.example"


def test_proposed_again(alice: Member, charlie: Member) -> None:
    hint = dismiss(alice, "louise@gmial.com")
    assert hint is not None
    assert list(dismissed_visible_to(alice)) == [hint]
    assert list(dismissed_visible_to(charlie)) == []
    for _click in range(2):
        restore_hint(actor=alice.actor, hint_id=hint.pk)
    assert known_domains(alice.client_id) == NOTHING_KNOWN
    line = JournalEntry.objects.get(verb="hint-restored")
    assert (line.client_id, line.changes) == (
        alice.client_id,
        {"hint": ["gmial.com", "gmail.com"]},
    )
