"""What is no bounce although it comes back by itself: replies, challenges, complaints, receipts."""

from escale.bounces.parsing.free_form import Told, is_daemon
from escale.bounces.parsing.mime import Part
from escale.bounces.parsing.verdicts import BounceKind
from escale.bounces.parsing.words import AWAY, CHALLENGE
from escale.mailing.wording import folded

_REPORTS = {
    "message/feedback-report": BounceKind.COMPLAINT,
    "message/disposition-notification": BounceKind.RECEIPT,
}
_REPORT_TYPES = {
    "feedback-report": BounceKind.COMPLAINT,
    "disposition-notification": BounceKind.RECEIPT,
}
_REPLY_HEADERS = ("x-autoreply", "x-autorespond", "x-auto-reply", "x-autoreply-from", "x-vacation")


def report_kind(message: Part) -> BounceKind | None:
    """A complaint or a receipt, by the form that standards give them."""
    for part in message.leaves():
        if part.content_type in _REPORTS:
            return _REPORTS[part.content_type]
    return _REPORT_TYPES.get(message.parameter("report-type").lower())


def is_reply(told: Told) -> bool:
    """Whether a person, or a program in their place, answers."""
    message = told.message
    if any(message.header(name) for name in _REPLY_HEADERS):
        return True
    if message.header("precedence").lower() == "auto_reply":
        return True
    if AWAY.search(told.subject):
        return True
    if is_daemon(told):
        return False
    automatic = message.header("auto-submitted").lower().startswith("auto-replied")
    start = folded(told.text[:2_000])
    return automatic or bool(AWAY.search(start) or CHALLENGE.search(start))
