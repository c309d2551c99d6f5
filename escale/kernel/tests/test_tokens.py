import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from escale.kernel.tokens import BadToken, sign, sign_caseless, unsign, unsign_caseless


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
