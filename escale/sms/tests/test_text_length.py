import pytest

from escale.sms.text_length import is_gsm7, segments, simplified


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        # An extended letter is never parted: 153 septets hold 76 of them.
        ("€" * 152, 2),
        ("€" * 153, 3),
        ("ê" * 70, 1),
        ("ê" * 71, 2),
        ("ê" * 134, 2),
        ("ê" * 135, 3),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
        # 67 units hold 33 of them.
        ("😀" * 66, 2),
        ("😀" * 67, 3),
    ],
)
def test_segments(text: str, count: int) -> None:
    assert segments(text) == count


@pytest.mark.parametrize("text", ["Activé à Noel", "Ç ñ ü € [x] {y}", "a\nb"])
def test_alphabet_of_phones(text: str) -> None:
    assert is_gsm7(text)


@pytest.mark.parametrize("text", ["ç", "ê", "’", "\u00a0", "\u202f", "œ", "😀"])
def test_other_letters_are_not_of_it(text: str) -> None:
    assert not is_gsm7(text)


@pytest.mark.parametrize(
    ("text", "simple"),
    [
        ("L’été à Nîmes\u00a0: «\u00a0ça\u00a0»\u202f!", 'L\'été à Nimes : " ca " !'),
        ("Cœur – façade…", "Coeur - facade..."),
        ("Zoë Château", "Zoe Chateau"),
        ("déjà simple", "déjà simple"),
        ("日本 😀", "日本 😀"),
    ],
)
def test_simplified(text: str, simple: str) -> None:
    assert simplified(text) == simple
