"""On paper, in high contrast, without movement: what a style sheet owes to each."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import sign_in

pytestmark = pytest.mark.browser
PRINTED = ["/commandes/2800901/dotations/", "/dotations/?last_name=PTL"]
ON_PAPER = {"rgb(173, 39, 31)", "rgb(166, 69, 22)"}
TO_PRESS = ".nav, .button, .square, .icon-button, .app-footer, .skip, .site-links"


@pytest.fixture
def narrow(browser: Browser, site: str) -> Iterator[Page]:
    """A telephone's window: on screen its tables stack."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, base_url=site, color_scheme="dark"
    )
    context.set_default_timeout(15_000)
    page = context.new_page()
    sign_in(page)
    yield page
    context.close()


def style(page: Page, selector: str, name: str) -> str:
    found: str = page.locator(selector).first.evaluate(f"(it) => getComputedStyle(it).{name}")
    return found


def test_paper_has_tables_and_nothing_to_press(narrow: Page) -> None:
    for path in PRINTED:
        narrow.emulate_media(media="screen")
        narrow.goto(path)
        assert style(narrow, ".table--stack tbody tr", "display") == "grid"
        narrow.emulate_media(media="print")
        assert style(narrow, ".table--stack tbody tr", "display") == "table-row"
        assert style(narrow, ".table--stack thead", "display") == "table-header-group"
        assert narrow.locator(TO_PRESS).locator("visible=true").count() == 0
        expect(narrow.get_by_role("heading", level=1)).to_be_visible()
        assert style(narrow, "body", "color") == "rgb(0, 0, 0)"
        # As dark as by day, whatever the screen's theme.
        assert style(narrow, ".status--erreur, .status--attente .i", "color") in ON_PAPER


def test_high_contrast_keeps_edges_and_the_focus(narrow: Page) -> None:
    narrow.emulate_media(forced_colors="active")
    narrow.goto("/commandes/2800901/dotations/")
    assert style(narrow, ".square", "borderTopStyle") == "solid"
    assert style(narrow, ".chip[aria-current]", "borderTopStyle") == "solid"
    narrow.keyboard.press("Tab")
    assert style(narrow, ":focus", "outlineStyle") == "solid"
    # A status is its pictogram and its word.
    expect(narrow.locator(".status .i").first).to_be_visible()


def test_nothing_moves_for_who_asked_so(narrow: Page) -> None:
    narrow.emulate_media(reduced_motion="reduce")
    narrow.goto("/mes-services/")
    moving = narrow.evaluate(
        """() => [...document.querySelectorAll('*')].filter((it) => {
            const style = getComputedStyle(it);
            const durations = [style.transitionDuration, style.animationDuration];
            return durations.some((duration) => parseFloat(duration) > 0);
        }).length"""
    )
    assert moving == 0
    assert style(narrow, "html", "scrollBehavior") == "auto"
