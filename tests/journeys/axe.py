"""What everyone must be able to use: axe finds nothing, nothing overflows or lacks its style."""

import json
from functools import cache
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.drills.size import sized
from tests.journeys.styles import unstyled

# A theme, and what is asked of axe in it.
Look = tuple[Literal["light", "dark"], dict[str, Any]]
# Letters as wide as WCAG 1.4.12 asks for: what is installed here must not decide.
SPACED = "Object.assign(document.body.style, {letterSpacing: '.12em', wordSpacing: '.16em'})"
AS_BEFORE = "document.body.removeAttribute('style')"
OVERFLOWS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
# The second is the first at 200 %.
SIZES = [(1440, 1000), (720, 500), (390, 844), (320, 700)]
# Colours that change by degrees are looked at once they are there; a change may replace another.
SETTLED = """async () => {
  const running = () => document.getAnimations().filter((moving) => moving.playState === "running")
  while (running().length) await Promise.allSettled(running().map((moving) => moving.finished))
}"""
# WCAG 2.2's own rule is off by default.
EVERYTHING: dict[str, Any] = {"rules": {"target-size": {"enabled": True}}}
# What a theme can break.
COLOURS: dict[str, Any] = {"runOnly": ["color-contrast"]}
# What a narrower screen can break, that a phone's has not shown.
SMALL: dict[str, Any] = {"runOnly": ["target-size"]}
# Axe takes a third of a second: each run asks the rest once, ESCALE_DRILLS=full everything of all.
DARK: Look = ("dark", COLOURS)
LOOKS: dict[int, list[Look]] = {
    1440: [("light", EVERYTHING), DARK],
    720: [],
    390: [("light", EVERYTHING), *sized([], [DARK])],
    320: [("light", sized(SMALL, EVERYTHING)), *sized([], [DARK])],
}


def barriers(page: Page) -> list[str]:
    """One line for each, that begins with the page's address; as the page stands."""
    return [*_violations(page, EVERYTHING), *_overflows(page), *unstyled(page)]


def barriers_everywhere(page: Page) -> list[str]:
    """At every size, light and dark, without loading the page again (LOOKS)."""
    found = unstyled(page)
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        found += [f"{width} px: {line}" for line in _overflows(page)]
        for scheme, rules in LOOKS[width]:
            page.emulate_media(color_scheme=scheme)
            page.evaluate(SETTLED)
            found += [f"{width} px, {scheme}: {line}" for line in _violations(page, rules)]
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": SIZES[0][0], "height": SIZES[0][1]})
    return found


@cache
def _script() -> str:
    return str(Axe().axe_script)


def _violations(page: Page, rules: dict[str, Any]) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(_script())
    options = json.dumps({"resultTypes": ["violations"], "preload": False, **rules})
    violations = page.evaluate(f"axe.run(document, {options}).then((found) => found.violations)")
    return [
        f"{page.url}: {violation['id']} {violation['nodes'][0]['html'][:120]}"
        for violation in violations
    ]


def _overflows(page: Page) -> list[str]:
    page.evaluate(SPACED)
    found = [f"{page.url}: overflows"] if page.evaluate(OVERFLOWS) else []
    page.evaluate(AS_BEFORE)
    return found
