"""What a first visit costs: the dotations of an order of 5 000, with nothing in the cache."""

import logging
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys.conftest import sign_in

pytestmark = pytest.mark.browser
# Shown by --log-cli-level=info.
LOGGER = logging.getLogger(__name__)
CLIENT = "1000002"
# As they travel, headers included.
ALL_BYTES = 100_000
SCRIPT_BYTES = 50_000
# What moved under the eye, and by how much.
SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries())
    window.shifts.push([entry.value, ...entry.sources.map(({ node }) => node?.outerHTML)]);
}).observe({ type: "layout-shift", buffered: true });
"""
# How many times slower than this machine: a page that is drawn while it is read shows it there.
SLOW = 10
READY = "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"


@pytest.fixture(params=[(1440, 1000), (390, 844)], ids=["desktop", "phone"])
def first_visit(
    request: pytest.FixtureRequest, browser: Browser, site: str
) -> Iterator[tuple[BrowserContext, str]]:
    """A window that has kept nothing but a session, and the address of the dotations."""
    elsewhere = browser.new_context(base_url=site)
    page = elsewhere.new_page()
    sign_in(page, CLIENT)
    page.goto("/commandes/")
    path = page.locator("[data-opens]").first.get_attribute("href")
    session = elsewhere.storage_state()
    elsewhere.close()
    width, height = request.param
    context = browser.new_context(
        base_url=site, storage_state=session, viewport={"width": width, "height": height}
    )
    yield context, f"{path}dotations/"
    context.close()


def bytes_by_kind(page: Page, path: str) -> Counter[str]:
    """Of all that the browser fetched for one page, by kind, as it travelled."""
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    kinds: dict[str, str] = {}
    fetched: Counter[str] = Counter()

    def is_answered(event: dict[str, Any]) -> None:
        kinds[event["requestId"]] = event["type"]

    def is_loaded(event: dict[str, Any]) -> None:
        fetched[kinds[event["requestId"]]] += event["encodedDataLength"]

    network.on("Network.responseReceived", is_answered)
    network.on("Network.loadingFinished", is_loaded)
    page.goto(path, wait_until="networkidle")
    network.detach()
    return fetched


def test_the_table_of_a_big_order_arrives_light(first_visit: tuple[BrowserContext, str]) -> None:
    context, path = first_visit
    page = context.new_page()
    fetched = bytes_by_kind(page, path)
    ready = page.evaluate(READY)
    LOGGER.info("%s bytes, %s; scripts have run after %.0f ms", fetched.total(), fetched, ready)
    assert page.locator("tr[data-row]").count() == 50
    assert fetched.total() <= ALL_BYTES
    assert fetched["Script"] <= SCRIPT_BYTES


def test_nothing_moves_while_it_is_drawn(first_visit: tuple[BrowserContext, str]) -> None:
    context, path = first_visit
    page = context.new_page()
    page.add_init_script(SHIFTS)
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOW})
    page.goto(path, wait_until="networkidle")
    assert page.locator("tr[data-row]").count() == 50
    assert page.evaluate("window.shifts") == []
