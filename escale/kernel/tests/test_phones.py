import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escale.kernel.phones import (
    PhoneRefused,
    format_phone,
    mask_phone,
    parse_mobile,
    phone_digits,
)
from tests.corpora import CORPORA, needs_corpora

PHONES = CORPORA / "lists" / "phones.json"


@pytest.mark.parametrize(
    "typed",
    [
        "0676028937",
        "06 76 02 89 37",
        "06.76.02.89.37",
        "06-76-02-89-37",
        "+33 6 76 02 89 37",
        "+33 (0)6 76 02 89 37",
        "0033676028937",
        "676028937",
        676028937,
        676028937.0,
        "='0676028937",
        "'0676028937",
        "06\u202f76\u202f02\u202f89\u202f37",
        "06\u00a076 02 89 37",
        "0676028937\0",
        "０６７６０２８９３７",
        "＋３３ ６ ７６ ０２ ８９ ３７",
        "٠٦٧٦٠٢٨٩٣٧",
        "06,76,02,89,37",
        "06, 76, 02, 89, 37",
        "676028937.0",
        "33676028937.0",
        "+33676028937.0",
        '="0676028937"',
    ],
)
def test_what_people_and_spreadsheets_write(typed: str | float) -> None:
    assert parse_mobile(typed) == "+33676028937"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("0692 12 34 56", "+262692123456"),
        ("0639 01 23 45", "+262639012345"),
        ("0690 00 12 34", "+590690001234"),
        ("0694 20 12 34", "+594694201234"),
        ("0696 20 12 34", "+596696201234"),
        ("+508 55 12 34", "+508551234"),
        ("00508551234", "+508551234"),
        # The prefix of France before a number of another department, and the other way round.
        ("+33 692 12 34 56", "+262692123456"),
        ("0033 692 12 34 56", "+262692123456"),
        ("33 692 12 34 56", "+262692123456"),
        ("+33 (0)690 00 12 34", "+590690001234"),
        ("+262 676 02 89 37", "+33676028937"),
    ],
)
def test_overseas_numbers_keep_their_country(typed: str, stored: str) -> None:
    assert parse_mobile(typed) == stored


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Indiquez un numéro"),
        ("06 76 02 89", "compte 8 chiffres, il en faut 10"),
        ("01 42 03 04 05", "n’est pas celui d’un mobile"),
        ("6,76029E+08", "format Texte"),
        ("néant", "que des chiffres"),
        ("0639981234", "Vérifiez chaque chiffre"),
        ("0" * 200, "trop long"),
        (True, "10 chiffres"),
    ],
)
def test_a_refusal_says_what_to_do(typed: str, says: str) -> None:
    with pytest.raises(PhoneRefused, match=says):
        parse_mobile(typed)


@needs_corpora
def test_the_corpus_is_judged_as_expected() -> None:
    for line in json.loads(PHONES.read_text()):
        if line["expect"] == "accept":
            assert parse_mobile(line["raw"]) == (line["e164"] or line["lib_e164"]), line["raw"]
        elif line["expect"] == "reject":
            with pytest.raises(PhoneRefused):
                parse_mobile(line["raw"])


@given(st.text(max_size=60) | st.floats() | st.integers())
def test_anything_else_is_refused_as_ours_and_what_is_kept_is_stable(typed: str | float) -> None:
    try:
        stored = parse_mobile(typed)
    except PhoneRefused:
        return
    assert parse_mobile(stored) == stored
    assert parse_mobile(format_phone(stored)) == stored
    # What a gateway dials.
    assert re.fullmatch(r"\+[1-9][0-9]{6,14}", stored)


SEPARATORS = st.sampled_from(["", " ", ".", "-", "\u2011", "\u00a0", "\u202f", "/"])
# 0 in several scripts: each has its ten digits in a row.
ZEROS = st.sampled_from(["0", "\uff10", "\u0660", "\u06f0", "\u0966", "\U0001d7ce"])


@given(st.lists(st.tuples(ZEROS, st.integers(0, 9), SEPARATORS), min_size=8, max_size=8), ZEROS)
def test_digits_of_any_script_are_stored_as_ours(
    digits: list[tuple[str, int, str]], first: str
) -> None:
    written = first + chr(ord(first) + 6)
    written += "".join(f"{chr(ord(zero) + digit)}{between}" for zero, digit, between in digits)
    plain = "06" + "".join(str(digit) for _zero, digit, _between in digits)
    try:
        expected = parse_mobile(plain)
    except PhoneRefused:
        with pytest.raises(PhoneRefused):
            parse_mobile(written[:40])
        return
    assert parse_mobile(written) == expected
    assert phone_digits(expected) == plain


def test_shown_by_pairs_and_masked() -> None:
    assert format_phone("+33676028937") == "06 76 02 89 37"
    assert format_phone("+262692123456") == "06 92 12 34 56"
    assert mask_phone("+33676028937") == "06 •• •• 89 37"
    assert "1234" not in mask_phone("+508551234")


@pytest.mark.parametrize("typed", ["06 76 02", "+33 6 76 02", "067602", "0033 6 7602"])
def test_a_search_compares_national_digits(typed: str) -> None:
    assert phone_digits(typed) == "067602"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("551234", "6 chiffres"),
        ("+32 470 12 34", "étranger"),
        ("0032 470 12 34", "étranger"),
        ("+44 7700", "étranger"),
        ("0676,028937", "virgule"),
        ("0676028937 0687654321", "plusieurs numéros"),
        ("0676028937 / 0687654321", "plusieurs numéros"),
        ("0676028937; 01 44 55 66 77", "plusieurs numéros"),
        ("06 76 02 89 37 ou 06 87 65 43 21", "plusieurs numéros"),
        ("+33 6 00", "chaque chiffre"),
        ("6,76029E+08", "Excel"),
    ],
)
def test_a_reason_leads_somewhere(typed: str, words: str) -> None:
    with pytest.raises(PhoneRefused, match=words):
        parse_mobile(typed)
