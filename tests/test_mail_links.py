"""What every e-mail gives its reader to go on with, whichever package it is of."""

import re
from pathlib import Path

import pytest

ESCALE = Path(__file__).parents[1] / "escale"
BODIES = {path.parent.name: path.parent for path in ESCALE.glob("*/templates/*/emails/*/body.mjml")}
OF_BENEFICIARIES = {
    name: folder
    for name, folder in BODIES.items()
    if folder.relative_to(ESCALE).parts[0] in ("activation", "dotations")
}
# To an address that may be a stranger's by now: nothing personal.
TO_STRANGERS = "address_replaced"
BUTTON = re.compile(r"<mj-button[^>]*href=\"(\{\{ links\.\w+ \}\})\"")


def read(folder: Path, name: str) -> str:
    return (folder / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", OF_BENEFICIARIES)
def test_a_beneficiary_is_led_to_where_they_stand(name: str) -> None:
    """« Où en suis-je ? » (B9); in HTML, the footer's."""
    text, html = (read(OF_BENEFICIARIES[name], f"body.{kind}") for kind in ("txt", "mjml"))
    is_led = "Où en suis-je" in text and "{{ links.tracking }}" in text
    assert is_led is (name != TO_STRANGERS)
    assert "mailing/footer.mjml" in html


@pytest.mark.parametrize("name", BODIES)
def test_a_personal_link_can_be_copied_where_no_button_shows(name: str) -> None:
    html = read(BODIES[name], "body.mjml")
    for link in BUTTON.findall(html):
        assert f">{link}</a>" in html
        assert link in read(BODIES[name], "body.txt")
