import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from escale.kernel.tokens import (
    BadToken,
    digits_match,
    is_signed_for_typing,
    sign,
    sign_caseless,
    sign_digits,
    sign_for_typing,
    unsign,
    unsign_caseless,
)


@given(st.text(max_size=60))
def test_round_trip(payload: str) -> None:
    assert unsign("activation", sign("activation", payload)) == payload
    assert unsign_caseless("bounce", sign_caseless("bounce", payload).upper()) == payload


def test_bound_to_its_purpose() -> None:
    with pytest.raises(BadToken):
        unsign("password", sign("activation", "11843511.0.1"))


def test_every_flipped_character_is_seen() -> None:
    token = sign("activation", "11843511.0.1764000000")
    for index, character in enumerate(token):
        flipped = token[:index] + ("A" if character != "A" else "B") + token[index + 1 :]
        with pytest.raises(BadToken):
            unsign("activation", flipped)


@given(st.text(max_size=80))
def test_noise_is_refused(token: str) -> None:
    with pytest.raises(BadToken):
        unsign("activation", token)
    with pytest.raises(BadToken):
        unsign_caseless("bounce", token)


def test_a_rotated_key_still_reads_older_links(settings: Settings) -> None:
    token = sign("activation", "1")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "the-next-one-0123456789-0123456789"
    assert unsign("activation", token) == "1"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(BadToken):
        unsign("activation", token)


def test_short_enough_for_a_local_part() -> None:
    assert len("bounces+" + sign_caseless("bounce", str(2**63))) <= 64


@given(st.text(max_size=60))
def test_digits_are_six_and_the_same_each_time(payload: str) -> None:
    digits = sign_digits("sms-code", payload)
    assert re.fullmatch("[0-9]{6}", digits)
    assert digits_match("sms-code", payload, digits)


@given(st.text(max_size=20))
def test_other_digits_do_not_match(typed: str) -> None:
    digits = sign_digits("sms-code", "118.1")
    assert digits_match("sms-code", "118.1", typed) == (typed == digits)


def test_digits_are_bound_to_their_purpose_and_payload() -> None:
    digits = sign_digits("sms-code", "118.1")
    assert not digits_match("sms-code", "118.2", digits)
    assert not digits_match("sign-in", "118.1", digits)


def test_digits_are_spread_evenly() -> None:
    drawn = Counter(sign_digits("sms-code", str(number))[0] for number in range(2000))
    assert set(drawn) == set("0123456789")
    assert max(drawn.values()) < 300


def test_a_rotated_key_still_knows_older_digits(settings: Settings) -> None:
    digits = sign_digits("sms-code", "118.1")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "the-next-one-0123456789-0123456789"
    assert digits_match("sms-code", "118.1", digits)
    assert digits_match("sms-code", "118.1", sign_digits("sms-code", "118.1"))
    settings.SECRET_KEY_FALLBACKS = []
    assert not digits_match("sms-code", "118.1", digits)


class TestToBeTyped:
    CODE = "activation-code"

    @given(st.text(max_size=30))
    def test_read_as_people_write_it(self, payload: str) -> None:
        code = sign_for_typing(self.CODE, payload)
        assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}", code)
        # Capitals or not, hyphens or spaces, and letters taken for digits.
        for typed in (
            code,
            code.lower(),
            code.replace("-", "\u2013"),
            f" {code.replace('-', ' ')} ",
            code.replace("0", "O").replace("1", "l"),
        ):
            assert is_signed_for_typing(self.CODE, payload, typed)

    @pytest.mark.parametrize(
        ("purpose", "payload"), [("other", "7.1"), (CODE, "7.2"), (CODE, "71"), (CODE, "")]
    )
    def test_bound_to_purpose_and_payload(self, purpose: str, payload: str) -> None:
        assert not is_signed_for_typing(purpose, payload, sign_for_typing(self.CODE, "7.1"))

    @given(st.text(max_size=20))
    def test_noise_is_refused(self, typed: str) -> None:
        assert not is_signed_for_typing(self.CODE, "7.1", typed)

    def test_survives_a_rotation_of_the_key(self, settings: Settings) -> None:
        code = sign_for_typing(self.CODE, "7.1")
        settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a new one", [settings.SECRET_KEY]
        assert is_signed_for_typing(self.CODE, "7.1", code)
        settings.SECRET_KEY_FALLBACKS = []
        assert not is_signed_for_typing(self.CODE, "7.1", code)
