"""Every page that the resolver knows, in French: spaces that no line may cut, apostrophes."""

import re

from django.test import Client as Browser

from escale.clients.models import Member
from tests.pages import PAGES, Access
from tests.paths import ROUTES, path_of
from tests.possessions import one_of_everything
from tests.sweeps.test_hostile_requests import read_to_its_end
from translations.leftovers import shown_words

FAULTS = re.compile(
    # « : », « ? » and the like cling to what they end, quotes to what they hold.
    r"[^\S\u00a0\u202f][:;!?»]|«[^\S\u00a0\u202f]"
    # Units to their figures.
    r"|\d (?:h|%|€)(?!\w)"
    r"|[^\W\d_]'[^\W\d_]|\.\.\."
)


def test_typography(alice: Member, readers: dict[Access, Browser]) -> None:
    mine = one_of_everything(alice)
    left = {}
    for route in ROUTES:
        page = readers[PAGES[route.name]].get(path_of(route, mine))
        read_to_its_end(page)
        shown = shown_words(page.text) if "text/html" in page.get("Content-Type", "") else []
        if found := [said.strip() for said in shown if FAULTS.search(said)]:
            left[route.name] = found
    assert left == {}
