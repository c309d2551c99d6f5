"""From whatever one reads the third step on, the way to the application on a telephone (R46)."""

import re

import pytest
from django.test import Client as Browser
from pytest_django import Settings

PATH = "/application/installer/"
ANDROID = "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/130 Mobile Safari"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1"
COMPUTER = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"


def page_for(client: Browser, user_agent: str) -> str:
    answer = client.get(PATH, headers={"User-Agent": user_agent})
    assert "User-Agent" in answer["Vary"]
    return answer.text


def opened(page: str) -> list[str]:
    """The panels that are open, by their summary."""
    return re.findall(r'<details class="seg" open>\s*<summary>([^<]+) <', page)


def test_a_computer_sends_to_the_telephone(client: Browser, settings: Settings) -> None:
    settings.SITE_URL = "https://escale.example"
    page = page_for(client, COMPUTER)
    assert "escale.example/app<" in page
    assert '<div class="qr" role="img"' in page
    assert "<svg" in page[page.index('class="qr"') :][:400]
    assert opened(page) == []
    assert "data-install" not in page


def test_the_address_is_everybody_s(client: Browser) -> None:
    """Photographed, it gives nothing away, whoever the page was shown to."""
    drawings = {
        drawing[0]
        for browser in (client, Browser())
        if (drawing := re.search(r'<div class="qr".*?</div>', page_for(browser, COMPUTER), re.S))
    }
    assert len(drawings) == 1
    answer = client.get("/app/")
    assert answer["Location"] == PATH
    assert client.post("/app/").status_code == 405
    assert client.post(PATH).status_code == 405


@pytest.mark.parametrize(("user_agent", "own"), [(ANDROID, "Sur Android"), (IPHONE, "Sur iPhone")])
def test_a_telephone_is_shown_its_own_system(client: Browser, user_agent: str, own: str) -> None:
    page = page_for(client, user_agent)
    assert opened(page) == [own]
    assert page.count('<details class="seg"') == 2
    assert page.index(own) == min(page.index("Sur Android"), page.index("Sur iPhone"))
    assert 'class="qr"' not in page
    # Without scripts, or where the browser installs nothing, the way on is the one main button.
    assert page.count("button--primary") == 2
    assert re.search(r"data-install\s+hidden", page)
