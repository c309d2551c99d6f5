"""Delivery reports (RFC 3464), as they should be and as they come."""

import re

from escale.bounces.parsing.addresses import address_of
from escale.bounces.parsing.mime import Part
from escale.bounces.parsing.nearby import near
from escale.bounces.parsing.reasons import DIAGNOSTIC_LENGTH, one_line, reason_of
from escale.bounces.parsing.verdicts import BounceClass, BouncedRecipient

MOST_RECIPIENTS = 50
MOST_LETTERS = 200_000
_TYPES = {"message/delivery-status", "message/global-delivery-status"}
_FIELD = re.compile(r"^([A-Za-z][\w-]*)[ \t]*:[ \t]*(.*)$")
# « smtp; 550 no »; some leave it out, and say « 554 unavailable; blocked ».
_TYPE = re.compile(r"^\s*[\w-]+\s*;\s*")
_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
_BY_ACTION = {
    "failed": BounceClass.FAILED,
    "failure": BounceClass.FAILED,
    "expired": BounceClass.FAILED,
    "delayed": BounceClass.DELAYED,
    "delivered": BounceClass.DELIVERED,
    "relayed": BounceClass.NONE,
    "expanded": BounceClass.NONE,
}
_BY_DIGIT = {"5": BounceClass.FAILED, "4": BounceClass.DELAYED, "2": BounceClass.NONE}

Fields = dict[str, str]


def reported_recipients(message: Part, told: str) -> list[BouncedRecipient]:
    """What the report says of each; `told`, the text beside it, helps where it says little."""
    found: dict[str, BouncedRecipient] = {}
    blocks = [fields for text in report_texts(message) for fields in _blocks(text)]
    for fields in blocks:
        recipient = _recipient(fields, told, is_alone=len(blocks) == 1)
        if recipient and len(found) < MOST_RECIPIENTS:
            found.setdefault(recipient.address.lower(), recipient)
    return list(found.values())


def report_texts(message: Part) -> list[str]:
    """The parts that are reports; for want of one, texts that are written like one."""
    leaves = [leaf for leaf in message.leaves() if not leaf.is_returned]
    typed = [leaf.text[:MOST_LETTERS] for leaf in leaves if leaf.content_type in _TYPES]
    if typed:
        return typed
    return [
        leaf.text[:MOST_LETTERS]
        for leaf in leaves
        if re.search(r"(?mi)^(final|original)-recipient[ \t]*:", leaf.text[:MOST_LETTERS])
    ]


def _blocks(text: str) -> list[Fields]:
    """One for each recipient. A blank line ends a block, and so does a field said again."""
    blocks: list[Fields] = [{}]
    name = ""
    for line in text.splitlines():
        if not line.strip():
            blocks.append({})
            name = ""
        elif line[0] in " \t" and name:
            blocks[-1][name] = f"{blocks[-1][name]} {line.strip()}"[:2_000]
        elif field := _FIELD.match(line):
            name = field[1].lower()
            if name == "final-recipient" and name in blocks[-1]:
                blocks.append({})
            blocks[-1].setdefault(name, field[2].strip()[:2_000])
    return _joined(blocks)


def _joined(blocks: list[Fields]) -> list[Fields]:
    """A blank line within a recipient's fields parts them: what names nobody joins the former."""
    joined: list[Fields] = []
    for fields in blocks:
        if "final-recipient" in fields or "original-recipient" in fields:
            joined.append(fields)
        elif joined and ("action" in fields or "status" in fields):
            joined[-1] = fields | joined[-1]
    return joined


def _recipient(fields: Fields, told: str, *, is_alone: bool) -> BouncedRecipient | None:
    names = ("final-recipient", "original-recipient", "x-actual-recipient")
    addresses = [address_of(fields.get(name, "")) for name in names]
    # An alias of the inside, « name@server », tells less than the address that was written to.
    whole = [address for address in addresses if "." in address.rpartition("@")[2]]
    address = next(filter(None, whole + addresses), "")
    status = _status(fields)
    bounce_class = _class(fields.get("action", ""), status)
    if bounce_class is None:
        return None
    diagnostic = one_line(_TYPE.sub("", fields.get("diagnostic-code", "")))
    reason = None
    if bounce_class == BounceClass.FAILED:
        beside = near(address, told)
        reason = reason_of(f"{diagnostic} {status}", beside, whole=told if is_alone else "")
    return BouncedRecipient(address, bounce_class, status, reason, diagnostic[:DIAGNOSTIC_LENGTH])


def _status(fields: Fields) -> str:
    for name in ("status", "diagnostic-code"):
        found = _STATUS.search(fields.get(name, ""))
        if found:
            return found[0]
    return ""


def _class(action: str, status: str) -> BounceClass | None:
    words = re.findall(r"[a-z]+", action.lower())
    if words and words[0] in _BY_ACTION:
        return _BY_ACTION[words[0]]
    return _BY_DIGIT.get(status[:1])
