"""What managers read: a cause and what to do, without a word of our trade."""

import re

import pytest
from django.utils.translation import override

from escale.mailing.causes import Cause
from escale.mailing.remedies import Trouble

JARGON = re.compile(
    r"\b(smtp|dsn|dns|mx|spf|dkim|dmarc|ip|http|url|bounce|spam|relais|relay|token|"
    r"(?<!-)mail|timeout|greylist\w*|blacklist\w*|quota|protocol\w*|rfc|header|en-tête|code|statut|"
    r"enveloppe|envelope|postmaster|hôte|host|null|[45]\d\d|[45]\.\d)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("cause", Cause)
def test_a_cause_says_what_happened_and_what_to_do_in_everyday_words(
    cause: Cause, language: str
) -> None:
    with override(language):
        texts = [str(cause.label), str(cause.advice)]
    assert texts[1].endswith(".")
    assert not [text for text in texts if JARGON.search(text) or len(text) > 100]


def test_there_are_few_of_them() -> None:
    assert len(Cause) <= 10


@pytest.mark.parametrize("trouble", Trouble)
def test_staff_read_a_remedy_of_each_trouble(trouble: Trouble) -> None:
    assert str(trouble.remedy).endswith(".")
