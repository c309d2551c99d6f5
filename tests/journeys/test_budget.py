"""What a first visit costs: the dotations of an order of 5 000, with nothing in the cache."""

import logging
from collections import Counter
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import sign_in

pytestmark = pytest.mark.browser
# Shown by --log-cli-level=info.
LOGGER = logging.getLogger(__name__)
CLIENT = "1000002"
# As they travel, headers included.
ALL_BYTES = 100_000
SCRIPT_BYTES = 50_000
# What moved under the eye: nothing may.
SHIFTS = """
window.shifts = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shifts += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""
READY = "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"


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
    page.goto(path)
    page.wait_for_load_state("networkidle")
    network.detach()
    return fetched


@pytest.mark.parametrize(("width", "height"), [(1440, 1000), (390, 844)], ids=["desktop", "phone"])
def test_the_table_of_a_big_order_arrives_light_and_still(
    browser: Browser, site: str, width: int, height: int
) -> None:
    signed_in = browser.new_context(base_url=site)
    page = signed_in.new_page()
    sign_in(page, CLIENT)
    page.goto("/commandes/")
    path = page.locator("[data-opens]").first.get_attribute("href")
    state = signed_in.storage_state()
    signed_in.close()
    first_visit = browser.new_context(
        base_url=site, storage_state=state, viewport={"width": width, "height": height}
    )
    page = first_visit.new_page()
    page.add_init_script(SHIFTS)
    fetched = bytes_by_kind(page, f"{path}dotations/")
    shifts, ready = page.evaluate("window.shifts"), page.evaluate(READY)
    assert page.locator("tr[data-row]").count() == 50
    first_visit.close()
    LOGGER.info("%s bytes, %s; scripts have run after %.0f ms", fetched.total(), fetched, ready)
    assert fetched.total() <= ALL_BYTES
    assert fetched["Script"] <= SCRIPT_BYTES
    assert shifts == 0
