"""Classes that a page uses, whose rules are all in stylesheets that it does not load."""

import re
from functools import cache
from pathlib import Path

from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]
CLASS = re.compile(r"\.([A-Za-z_][\w-]*)")
USED = (
    "[...new Set([...document.querySelectorAll('[class]')].flatMap((one) => [...one.classList]))]"
)
LOADED = (
    "[...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])"
    ".map((rule) => rule.cssText).join(' ')"
)


@cache
def styled() -> frozenset[str]:
    sheets = ROOT.glob("escale/*/static/**/*.css")
    return frozenset(name for sheet in sheets for name in CLASS.findall(sheet.read_text("utf-8")))


def unstyled(page: Page) -> list[str]:
    """One line for each, that begins with the page's address."""
    loaded = set(CLASS.findall(page.evaluate(LOADED)))
    missing = styled().intersection(page.evaluate(USED)) - loaded
    return [f"{page.url}: .{name} has its rules elsewhere" for name in sorted(missing)]
