from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from escale.mailing.tests.smtp_server import Script, smtp_server, unused_port


@pytest.fixture(autouse=True)
def letter_template(settings: Settings) -> None:
    """A template of mailing's own, `letter`: the real ones belong to the packages above."""
    settings.TEMPLATES = [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [Path(__file__).parent / "templates"],
            "APP_DIRS": True,
        }
    ]


@pytest.fixture
def relay(settings: Settings) -> Iterator[Script]:
    """The relay that mail is delivered to, for real."""
    with smtp_server() as (script, port):
        _use(settings, port)
        yield script


@pytest.fixture
def relay_down(settings: Settings) -> None:
    _use(settings, unused_port())


def _use(settings: Settings, port: int) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = port
    settings.EMAIL_TIMEOUT = 5
