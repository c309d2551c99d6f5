"""One judge reads what servers say: their words, then their codes."""

import time

import pytest

from escale.mailing.causes import Cause
from escale.mailing.judging import cause_of, cause_of_failure, trouble_of
from escale.mailing.phrases import HINTS, PASSING, TELLING
from escale.mailing.remedies import Trouble
from escale.mailing.tests.answers import ANSWERS
from escale.mailing.wording import pattern_of, words_of


def test_answers() -> None:
    assert {text: cause_of_failure(text) for text, _cause in ANSWERS} == dict(ANSWERS)


def test_a_refusal_of_us_has_a_trouble_and_nothing_else_has() -> None:
    assert [text for text, cause in ANSWERS if cause == Cause.OURS and not trouble_of(text)] == []
    others = {cause for text, cause in ANSWERS if trouble_of(text) and cause != Cause.OURS}
    # What would have passed by itself, tried until nobody answered.
    assert others <= {Cause.NO_ANSWER}


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("4.7.1 greylisted", Cause.BUSY),
        ("4.7.1 Please try again later", Cause.BUSY),
        ("try again", Cause.BUSY),
        ("4.3.1 Insufficient system storage", Cause.BUSY),
        ("4.3.1 Insufficient system resources (UsedDiskSpace)", Cause.BUSY),
        ("4.3.2 system not accepting network messages", Cause.BUSY),
        ("4.2.1 The user you are trying to contact is receiving mail at a rate that", Cause.BUSY),
        ("4.2.2 over quota", Cause.MAILBOX_FULL),
        ("4.7.0 [TSS04] Messages from 192.0.2.1 deferred due to user complaints", Cause.OURS),
        ("Trop de connexions, veuillez verifier votre configuration. OFR004_104", Cause.OURS),
        ("4.7.1 Service refused (SFR_IN_101)", Cause.OURS),
        ("4.7.500 Server busy. Please try again later from [192.0.2.1]. (AS761)", Cause.OURS),
        ("4.7.1 Client host rejected: cannot find your hostname", Cause.OURS),
    ],
)
def test_answer_for_now(text: str, cause: Cause) -> None:
    assert cause_of(451, text) == cause


def test_no_answer_at_all() -> None:
    assert cause_of(None, "TimeoutError") == Cause.NO_ANSWER


@pytest.mark.parametrize(
    "told",
    [
        "550 5.1.1 <spam.blocked@b.example>: user unknown",
        "550 5.1.1 <boite.pleine@b.example>: utilisateur inconnu",
        "host mx.spam-policy.example[192.0.2.1] said: 550 user unknown",
        "host d1.a.ess.barracudanetworks.com[192.0.2.1] said: 550 5.1.1 User unknown",
        "host eu-smtp-inbound-1.mimecast.com[192.0.2.1] said: 550 Invalid Recipient",
    ],
)
def test_the_name_of_a_person_or_of_a_server_decides_nothing(told: str) -> None:
    assert cause_of_failure(told) == Cause.UNKNOWN_ADDRESS


@pytest.mark.parametrize("text", ["550 USER\u00a0UNKNOWN", "user-unknown", "user  unknown!"])
def test_case_blanks_and_punctuation_do_not_matter(text: str) -> None:
    assert cause_of_failure(text) == Cause.UNKNOWN_ADDRESS


@pytest.mark.parametrize(
    ("near", "whole", "cause"),
    [
        ("a@b.example", "a@b.example\n\n#550 5.1.1 RecipNotFound", Cause.UNKNOWN_ADDRESS),
        ("550 mailbox full", "Access denied by policy reasons", Cause.MAILBOX_FULL),
        ("550 5.1.1", "the mailbox is full", Cause.UNKNOWN_ADDRESS),
        # What surrounds an answer advises at length: a mere hint there decides nothing.
        ("554 no", "It may be denied, or your host unsafe", Cause.REFUSED),
    ],
)
def test_what_is_near_decides_first(near: str, whole: str, cause: Cause) -> None:
    assert cause_of_failure(near, whole=whole) == cause


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("550 5.1.0 Emetteur invalide. Invalid Sender. OFR004_405 [405]", Trouble.SENDER),
        ("550 5.7.26 unauthenticated email", Trouble.IDENTITY),
        ("554 blocked using zen.spamhaus.org", Trouble.REPUTATION),
        ("421 Too many connections", Trouble.PACE),
        ("550 spam detected", Trouble.CONTENT),
        ("550 5.7.1 no", Trouble.RULES),
        ("550 Protocol violation", Trouble.FORM),
        ("550 user unknown", None),
        ("550", None),
    ],
)
def test_trouble(text: str, trouble: Trouble | None) -> None:
    assert trouble_of(text) == trouble


@pytest.mark.parametrize(
    ("phrase", "text", "is_found"),
    [
        ("mailbox full", "MAILBOX FULL!", True),
        ("mailbox full", "mailbox is full", False),
        ("mailbox … full", "mailbox is really very full", True),
        ("mailbox … full", "mailbox full", True),
        ("mailbox … full", "mailbox a b c d e f g full", False),
        ("mailbox|inbox full", "inbox full", True),
        ("domain * not found", "domain x.example not found", True),
        ("refus* par", "refusée par", True),
        ("n'existe pas", "L’adresse n’existe pas.", True),
        ("spam", "antispam", False),
        ("*spamhaus*", "zen.spamhaus.org", True),
        ("5.1.1 no", "#5.1.1 no", True),
    ],
)
def test_phrase(phrase: str, text: str, is_found: bool) -> None:
    assert bool(pattern_of([phrase]).search(words_of(text))) == is_found


def test_each_phrase_is_written_once() -> None:
    lines = [line for one in (*TELLING, *PASSING, *HINTS) for line in one.phrases]
    assert not [line for line in lines if lines.count(line) > 1]


@pytest.mark.parametrize(
    "text",
    [
        "not " * 5_000,
        "mailbox is " * 3_000,
        "a.b@" * 9_000,
        "'" * 9_000,
        "host " * 5_000,
        "a" * 9_000,
    ],
)
def test_nothing_keeps_it_long(text: str) -> None:
    started = time.monotonic()
    cause_of_failure(text, text, whole=text)
    assert time.monotonic() - started < 1
