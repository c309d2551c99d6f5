"""What applying an import would send, in a sentence, in both languages."""

import pytest
from django.utils.translation import override

from escale.imports.queries import MailTally
from escale.portal.imports.screen import mails_announced

PHONES = "e-mails d’information sur le changement de téléphone"


@pytest.mark.parametrize(
    ("tally", "french", "english"),
    [
        (
            MailTally(),
            "Si vous appliquez\u00a0: aucun e-mail de plus.",
            "If you apply: no further email.",
        ),
        (
            MailTally(activations=1),
            "Si vous appliquez\u00a0: 1 e-mail d’activation.",
            "If you apply: 1 activation email.",
        ),
        (
            MailTally(activations=2, phone_changes=3),
            f"Si vous appliquez\u00a0: 2 e-mails d’activation et 3 {PHONES}.",
            "If you apply: 2 activation emails and 3 emails about the change of phone.",
        ),
        (
            MailTally(activations=1_200, phone_changes=3, notices=2),
            f"Si vous appliquez\u00a0: 1\u202f200 e-mails d’activation, 3 {PHONES}"
            " et 2 avis à d’anciennes adresses.",
            "If you apply: 1\u202f200 activation emails, 3 emails about the change of phone"
            " and 2 notices to former addresses.",
        ),
        (
            MailTally(notices=1, first_emails=1),
            "Si vous appliquez\u00a0: 1 avis à une ancienne adresse. 1 ligne attend son premier"
            " e-mail\u00a0: il partira avec les nouvelles coordonnées.",
            "",
        ),
    ],
)
def test_each_kind_is_counted(tally: MailTally, french: str, english: str) -> None:
    assert mails_announced(tally) == french
    with override("en"):
        assert mails_announced(tally).startswith(english)
