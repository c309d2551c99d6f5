import pytest

from escale.demo.management.commands.catch_mail import keep
from escale.demo.models import CaughtMail
from escale.demo.tests.factories import content
from escale.local.smtp_catcher import CaughtMessage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def one_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test's own connection holds its data: it must not be closed."""
    monkeypatch.setattr(
        "escale.demo.management.commands.catch_mail.close_old_connections", lambda: None
    )


def test_taken_mail_is_kept_whole() -> None:
    raw = content()
    keep(CaughtMessage("bounces+a@retour.escale.example", "chloe@yopmail.example", raw))
    kept = CaughtMail.objects.get()
    assert bytes(kept.content) == raw
    assert (kept.subject, kept.size) == ("450 € pour vos vacances", len(raw))
    assert kept.message_id == "<m.1.abc@retour.escale.example>"
    assert kept.refusal == ""


def test_refusal_is_kept_with_its_answer() -> None:
    keep(CaughtMessage("bounces+a@retour.escale.example", "x@inexistant.example", b"", "550 no"))
    kept = CaughtMail.objects.get()
    assert (kept.recipient, kept.refusal, kept.subject) == ("x@inexistant.example", "550 no", "")
