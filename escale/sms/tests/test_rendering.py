import pytest

from escale.kernel.tokens import digits_match
from escale.sms.rendering import CODE_PURPOSE, render_text
from escale.sms.tests.factories import OutgoingTextFactory


def test_code_is_made_from_its_payload() -> None:
    text = OutgoingTextFactory.build(code_payload="greeting.7")
    words = render_text(text)
    assert words == render_text(text)
    assert digits_match(CODE_PURPOSE, "greeting.7", words.removeprefix("Votre code Escale : "))


@pytest.mark.parametrize(
    ("name", "words"),
    [("Chloé & <b>", "Bonjour Chloé & <b>"), ("Zoë d’Arc", "Bonjour Zoe d'Arc")],
)
def test_words_are_those_of_phones(name: str, words: str) -> None:
    text = OutgoingTextFactory.build(
        template="greeting/texts/hello", context={"name": name}, code_payload=""
    )
    assert render_text(text) == words
