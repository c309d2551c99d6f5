"""What everyone must be able to use: axe finds nothing, and nothing overflows."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# Letters as wide as WCAG 1.4.12 asks for: what is installed here must not decide.
SPACED = "Object.assign(document.body.style, {letterSpacing: '.12em', wordSpacing: '.16em'})"
AS_BEFORE = "document.body.removeAttribute('style')"
OVERFLOWS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def barriers(page: Page) -> list[str]:
    """One line for each, that begins with the page's address."""
    violations = Axe().run(page).response["violations"]
    found = [
        f"{page.url}: {violation['id']} {violation['nodes'][0]['html'][:120]}"
        for violation in violations
    ]
    page.evaluate(SPACED)
    if page.evaluate(OVERFLOWS):
        found.append(f"{page.url}: overflows")
    page.evaluate(AS_BEFORE)
    return found
