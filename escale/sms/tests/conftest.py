from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from escale.sms.tests.brevo_server import Script, brevo_server, use_brevo


@pytest.fixture(autouse=True)
def greeting_templates(settings: Settings) -> None:
    """Templates of sms's own: the real ones belong to the packages above."""
    settings.TEMPLATES = [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [Path(__file__).parent / "templates"],
            "APP_DIRS": True,
        }
    ]


@pytest.fixture
def brevo(settings: Settings) -> Iterator[Script]:
    """The gateway that texts are sent through, for real."""
    with brevo_server() as (script, address):
        use_brevo(settings, address)
        yield script
