from django.test import Client as Browser
from pytest_django import Settings

from escale.clients.models import Member
from escale.workbooks.limits import ORDER_LIMITS
from tests.personas import SignIn


def test_what_nothing_takes_is_refused_before_it_is_read(
    alice: Member, sign_in: SignIn, settings: Settings
) -> None:
    assert ORDER_LIMITS.file_bytes < settings.REQUEST_BYTES
    settings.REQUEST_BYTES = 1_000
    answer = sign_in(alice).post("/nous-contacter/", {"body": "x" * 1_000})
    assert answer.status_code == 413
    assert "trop lourd" in answer.text
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_the_rest_goes_on(db: None, client: Browser) -> None:
    assert client.get("/faq/").status_code == 200
