from collections.abc import Sequence

import pytest
from django.utils.translation import override

from escale.kernel.punctuation import enumerated


@pytest.mark.parametrize(
    ("words", "french", "english"),
    [
        (["un"], "un", "un"),
        (["un", "deux"], "un et deux", "un and deux"),
        (["un", "deux", "trois"], "un, deux et trois", "un, deux and trois"),
    ],
)
def test_the_last_word_is_joined(words: Sequence[str], french: str, english: str) -> None:
    assert enumerated(words) == french
    with override("en"):
        assert enumerated(words) == english
