"""Hints of domains: what they find, what they spare; the figures of docs/concerns/hints.md."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escale.kernel.emails import parse_email
from escale.kernel.hints import KnownDomains, hinted_pair, is_beyond_doubt, suggest_address
from escale.kernel.mail_providers import OFTEN_MEANT, REAL_LOOKALIKES, SELDOM_MEANT
from escale.kernel.slips import slip_cost

HERE = Path(__file__).parent
KERDRAON = KnownDomains(familiar=frozenset({"ateliers-kerdraon.fr"}))


def lines(name: str) -> list[list[str]]:
    text = (HERE / name).read_text(encoding="utf-8")
    return [line.split() for line in text.splitlines() if line and not line.startswith("#")]


REAL = sorted({domain for line in lines("real_domains.txt") for domain in line})
SURE = OFTEN_MEANT + SELDOM_MEANT
SLIPS = [(typed, meant) for typed, meant in lines("slips.txt")]


def hint(domain: str, domains: KnownDomains = KERDRAON) -> str | None:
    suggestion = suggest_address(f"louise@{domain}", domains)
    return suggestion and suggestion.partition("@")[2]


def test_real_rarer_domains_are_left_alone() -> None:
    """Fewer than 1 % of them, and of those that the code does not name."""
    assert len(REAL) >= 500
    doubted = [domain for domain in REAL if hint(domain)]
    unnamed = set(REAL) - REAL_LOOKALIKES - set(OFTEN_MEANT + SELDOM_MEANT)
    print(f"{len(doubted)} of {len(REAL)} real domains, {len(unnamed)} unnamed: {doubted}")  # noqa: T201
    assert len(doubted) < len(REAL) / 100
    assert len(doubted) < len(unnamed) / 100


def test_slips_are_found() -> None:
    assert len(SLIPS) >= 200
    missed = [(typed, hint(typed)) for typed, meant in SLIPS if hint(typed) != meant]
    print(f"{len(SLIPS) - len(missed)} of {len(SLIPS)} slips; missed: {missed}")  # noqa: T201
    assert len(missed) <= len(SLIPS) / 10


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("atelier-kerdraon.fr", "ateliers-kerdraon.fr"),
        ("ateliers-kerdraon.ft", "ateliers-kerdraon.fr"),
        ("atelierskerdraon.fr", "ateliers-kerdraon.fr"),
        ("ateliers-kerdroan.fr", "ateliers-kerdraon.fr"),
        # Another of its domains may well exist.
        ("ateliers-kerdraon.com", None),
        ("ateliers-kerouan.fr", None),
        ("ateliers-kerdraon.fr", None),
    ],
)
def test_a_familiar_domain_is_proposed_and_never_doubted(typed: str, meant: str | None) -> None:
    assert hint(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"), [("kerdraon.con", "kerdraon.com"), ("kerdraon.ft", "kerdraon.fr")]
)
def test_an_ending_that_does_not_exist_is_a_slip_whatever_the_name(typed: str, meant: str) -> None:
    assert hint(typed) == meant


def test_a_client_s_slip_of_a_provider_may_be_its_own_domain() -> None:
    assert hint("orangee.fr", KnownDomains(familiar=frozenset({"orangee.fr"}))) is None
    assert hint("orangee.fr", KnownDomains(trusted=frozenset({"orangee.fr"}))) is None
    # Known to be real, it is not proposed for all that.
    assert hint("orangeee.fr", KnownDomains(trusted=frozenset({"orangee.fr"}))) == "orange.fr"


def test_what_was_dismissed_does_not_come_back() -> None:
    dismissed = KnownDomains(dismissed=frozenset({("yotmail.com", "yopmail.com")}))
    assert hint("yotmail.com", dismissed) is None
    assert hint("yottmail.com", dismissed) == "yopmail.com"


def test_accents_before_the_at_sign() -> None:
    assert suggest_address("hélène@orange.fr") == "helene@orange.fr"
    assert suggest_address("hélène@orang.fr") == "helene@orange.fr"
    assert hinted_pair("hélène@orange.fr", "helene@orange.fr") == ("orange.fr", "orange.fr")
    dismissed = KnownDomains(dismissed=frozenset({("orang.fr", "orange.fr")}))
    assert suggest_address("hélène@orang.fr", dismissed) == "helene@orang.fr"


@pytest.mark.parametrize("address", ["x", "@", "@gmial.com", "", "x@", "x@gmail", "x@y.z.", "x@."])
def test_what_is_no_address_has_no_hint(address: str) -> None:
    assert suggest_address(address) is None


def test_the_case_of_the_domain_and_spaces_around_are_nothing() -> None:
    assert suggest_address(" Louise@GMIAL.com ") == "Louise@gmail.com"
    assert suggest_address(" Louise@GMAIL.com ") is None


TYPED = st.one_of(
    st.sampled_from([typed for typed, _meant in SLIPS] + REAL),
    st.from_regex(r"[a-z-]{1,12}\.[a-z]{1,5}", fullmatch=True),
    st.builds(
        lambda domain, place, letter: domain[:place] + letter + domain[place + 1 :],
        st.sampled_from((*OFTEN_MEANT, "ateliers-kerdraon.fr")),
        st.integers(0, 12),
        st.sampled_from([*"azertyuiopn.-", ""]),
    ),
)
PAIRS = st.frozensets(st.tuples(TYPED, st.sampled_from(OFTEN_MEANT)), max_size=3)


@given(
    local=st.sampled_from(["louise", "hélène", "Jean-Noël.Le Bœuf", "漢字"]),
    domain=TYPED,
    dismissed=PAIRS,
)
def test_an_accepted_hint_has_none_itself(
    local: str, domain: str, dismissed: frozenset[tuple[str, str]]
) -> None:
    domains = KnownDomains(familiar=KERDRAON.familiar, dismissed=dismissed)
    suggestion = suggest_address(f"{local}@{domain}", domains)
    if suggestion is not None:
        assert suggestion != f"{local}@{domain}"
        assert suggest_address(suggestion, domains) is None
        if local == "louise":
            assert parse_email(suggestion) == suggestion


@given(typed=TYPED)
def test_a_dismissed_hint_is_never_given(typed: str) -> None:
    suggestion = suggest_address(f"louise@{typed}", KERDRAON)
    if suggestion is not None:
        pair = hinted_pair(f"louise@{typed}", suggestion)
        silent = KnownDomains(familiar=KERDRAON.familiar, dismissed=frozenset({pair}))
        assert suggest_address(f"louise@{typed}", silent) is None


@given(st.text("abcmn.", max_size=8), st.text("abcmn.", max_size=8))
def test_the_weight_of_slips_is_the_same_both_ways(first: str, second: str) -> None:
    assert slip_cost(first, second) == pytest.approx(slip_cost(second, first))
    assert (slip_cost(first, second) == 0) == (first == second)


def test_usual_domains_are_beyond_doubt_whatever_is_known() -> None:
    assert [name for name in SURE if hint(name) or not is_beyond_doubt(f"louise@{name}")] == []
    assert [typed for typed, _meant in SLIPS if is_beyond_doubt(f"louise@{typed}")] == []
    assert not is_beyond_doubt("hélène@orange.fr")


def test_the_beginning_of_a_page_is_doubted() -> None:
    assert suggest_address("www.lou.robin@yopmail.fr") == "lou.robin@yopmail.fr"
    assert suggest_address("www.lou.robin@gmial.com") == "lou.robin@gmail.com"
    assert not is_beyond_doubt("www.lou.robin@gmail.com")
    assert suggest_address("wwwlou@gmail.com") is None
