"""Every page that the resolver knows, to who chose English: no French but in what is data."""

import re

import pytest
from django.test import Client as Browser

from escale.clients.models import Member
from tests.pages import PAGES, Access
from tests.paths import ROUTES, path_of
from tests.possessions import one_of_everything
from tests.sweeps.test_hostile_requests import read_to_its_end
from translations.leftovers import looks_french, shown_words

# In French on purpose: names, and what quotes a file or a mail, which stay French.
ON_PURPOSE = re.compile(r"“[^”]*”|Chèques?-Vacances|Français|Hélène Tanguy")


@pytest.fixture
def readers(readers: dict[Access, Browser]) -> dict[Access, Browser]:
    """English chosen."""
    for browser in readers.values():
        browser.cookies["language"] = "en-gb"
    return readers


def test_no_french_is_left(alice: Member, readers: dict[Access, Browser]) -> None:
    mine = one_of_everything(alice)
    left = {}
    for route in ROUTES:
        page = readers[PAGES[route.name]].get(path_of(route, mine))
        read_to_its_end(page)
        if "text/html" in page.get("Content-Type", ""):
            words = [ON_PURPOSE.sub("", said) for said in shown_words(page.text)]
            if found := [said for said in words if looks_french(said)]:
                left[route.name] = found
    assert left == {}
