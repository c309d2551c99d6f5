"""Failures and delays told in words alone: who did not get it, and whether for good."""

import re
from dataclasses import dataclass

from escale.bounces.parsing.addresses import addresses_in
from escale.bounces.parsing.library import addresses_known_to_library
from escale.bounces.parsing.mime import Part
from escale.bounces.parsing.nearby import AROUND, answers_in, near
from escale.bounces.parsing.reasons import DIAGNOSTIC_LENGTH, one_line, reason_of
from escale.bounces.parsing.verdicts import BounceClass, BouncedRecipient
from escale.bounces.parsing.words import (
    DAEMON,
    DELAY,
    FAILURE,
    FINAL,
    NO_RECIPIENT,
    NOT_FATAL,
    PASSED_ON,
)
from escale.mailing.causes import Cause
from escale.mailing.wording import folded

_STATUS = re.compile(r"(?<![\d.])[45]\.\d{1,3}\.\d{1,3}(?![\d.])")
_NOT_RECIPIENTS = re.compile(
    r"mail from:|^\W*(from|sender|reply-to|message-id|return-path|expediteur|de|von)\b ?:"
    r"|contact|questions?\b|assistance|envelope-from|report(ed)? (to|this)|complain",
)
# Parts of the message that hold who it was for.
_RECIPIENT_HEADERS = ("to", "cc", "x-envelope-to", "envelope-to", "delivered-to", "x-original-to")
_SENDER_HEADERS = ("from", "sender", "return-path", "reply-to", "errors-to", "x-envelope-from")
_REFUSED_LINE = re.compile(r"(?m)^\W*5\d\d[ -][^<\n]{0,40}<([^<>\s]+@[^<>\s]+)>")
_FINAL_CODE = re.compile(r"(?m)(^|[\s:(#<'\"])5\d\d[ -]|[\s(#]5\.\d\.\d")


@dataclass(frozen=True, slots=True)
class Told:
    """What the server says, and the message that came back with it.

    Neither `subject`, folded, nor `text` holds the subject of that message.
    """

    message: Part
    subject: str
    text: str
    returned: Part | None
    content: bytes


def told_recipients(told: Told) -> list[BouncedRecipient]:
    """Nobody when it is not told by a server that something failed or is late."""
    words = f"{told.subject}\n{folded(told.text)}"
    bounce_class = told_class(words, is_daemon=is_daemon(told))
    if bounce_class == BounceClass.NONE:
        return []
    addresses = recipient_addresses(told)
    if not addresses:
        return [_recipient("", bounce_class, told.text, is_alone=True)]
    return [
        _recipient(
            address,
            _own_class(address, told.text) or bounce_class,
            told.text,
            is_alone=len(addresses) == 1,
        )
        for address in addresses
    ]


def told_class(words: str, *, is_daemon: bool) -> BounceClass:
    """Of a folded text; words alone, of somebody who is no mail server, say nothing."""
    failed = bool(FAILURE.search(words))
    if not is_daemon or not (failed or DELAY.search(words)):
        return BounceClass.NONE
    if NOT_FATAL.search(words) or (DELAY.search(words) and not FINAL.search(words)):
        return BounceClass.DELAYED
    return BounceClass.FAILED


def is_daemon(told: Told) -> bool:
    """Whether a mail server wrote it. An empty return path is not enough: replies have one too."""
    message = told.message
    path = folded(message.header("return-path")).replace(" ", "")
    if DAEMON.search(folded(message.header("from"))) or DAEMON.search(path):
        return True
    if message.header("x-failed-recipients"):
        return True
    if message.parameter("report-type").lower() == "delivery-status":
        return True
    if PASSED_ON.match(folded(message.header("subject"))):
        return False
    subject = told.subject
    announced = FAILURE.search(subject) or ("mail" in subject and DELAY.search(subject))
    if announced or path != "<>":
        return bool(announced)
    gives_it_back = any(part.is_returned for part in message.leaves() if part is not message)
    return gives_it_back or bool(_FINAL_CODE.search(told.text))


def recipient_addresses(told: Told) -> list[str]:
    """The first way that names somebody: what the server declares, tells, or gives back."""
    declared = addresses_in(" ".join(told.message.all("x-failed-recipients")))
    if declared:
        return declared
    named = _named(told)
    returned = _in_returned(told, _RECIPIENT_HEADERS)
    sent_to = {address.lower() for address in returned}
    common = [address for address in named if address.lower() in sent_to]
    away = _senders(told) | _own(told)
    refused = [match[1] for match in _REFUSED_LINE.finditer(told.text)]
    refused = [address for address in refused if address.lower() not in away]
    return (
        list(dict.fromkeys(common + refused))
        or addresses_known_to_library(told.content)
        or named
        or returned[:1]
    )


def _named(told: Told) -> list[str]:
    """Those that the text gives; senders, and the reader's own, only where there is no other."""
    lines = [line for line in told.text.splitlines() if not _names_somebody_else(line)]
    named = [one for one in addresses_in("\n".join(lines)) if not NO_RECIPIENT.match(one.lower())]
    senders = _senders(told)
    for away in (senders | _own(told), senders):
        others = [address for address in named if address.lower() not in away]
        if others:
            return others
    return named


def _senders(told: Told) -> set[str]:
    return {address.lower() for address in _in_returned(told, _SENDER_HEADERS)}


def _own(told: Told) -> set[str]:
    """Whoever writes, and whom they write to: our return address."""
    headers = " ".join(told.message.header(name) for name in ("from", "to", "reply-to"))
    return {address.lower() for address in addresses_in(headers)}


def _names_somebody_else(line: str) -> bool:
    return bool(_NOT_RECIPIENTS.search(folded(line.partition("@")[0])))


def _in_returned(told: Told, names: tuple[str, ...]) -> list[str]:
    found = []
    if told.returned is not None:
        for name in names:
            for value in told.returned.all(name):
                found += addresses_in(value)
    return found


def _own_class(address: str, text: str) -> BounceClass | None:
    """In the transcript of a session, a final code beside an address counts for it alone."""
    refused = {match[1].lower() for match in _REFUSED_LINE.finditer(text)}
    return BounceClass.FAILED if address.lower() in refused else None


def _recipient(
    address: str, bounce_class: BounceClass, told: str, *, is_alone: bool
) -> BouncedRecipient:
    text = near(address, told) or told[: 2 * AROUND]
    answers = answers_in(told) if is_alone else ""
    beyond = "" if answers in text else answers
    diagnostic = one_line(f"{text} {beyond}")[:DIAGNOSTIC_LENGTH]
    status = _STATUS.search(f"{text}\n{answers}")
    code = status[0] if status else ""
    reason = None
    if bounce_class == BounceClass.FAILED:
        reason = reason_of(text, answers, whole=told if is_alone else "")
        if reason == Cause.NO_ANSWER and not _FINAL_CODE.search(f"{text}\n{answers}"):
            # Nobody answered, which says nothing of the address: no reason to call it wrong.
            return BouncedRecipient(address, BounceClass.DELAYED, code, None, diagnostic)
    return BouncedRecipient(address, bounce_class, code, reason, diagnostic)
