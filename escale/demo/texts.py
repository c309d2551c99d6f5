"""The demonstration's gateway: no text leaves, all are kept for the mailbox."""

from escale.demo.actions.keep_text import keep_text
from escale.demo.deferred import REPORT_TEXT
from escale.kernel.phones import phone_digits
from escale.sms.causes import Cause
from escale.sms.gateways.contract import Accepted, GatewayRefused, Report
from escale.sms.states import TextState
from escale.sms.text_length import segments

UNKNOWN = "99"
UNREACHABLE = "98"
REPORT_AFTER_SECONDS = 2

LOST_BODY, DELIVERED_BODY = b"lost", b"delivered"
DELIVERED_REPORT = Report(TextState.DELIVERED)
LOST_REPORT = Report(TextState.FAILED, Cause.UNREACHABLE)


class CatchingGateway:
    """Numbers ending in 99 are refused; those ending in 98 are accepted, then not delivered."""

    def __init__(self, *, sender: str) -> None:
        self._sender = sender

    def send(self, *, phone: str, text: str, report_url: str) -> Accepted:
        digits = phone_digits(phone)
        if digits.endswith(UNKNOWN):
            self._keep(phone, text, Cause.UNKNOWN_NUMBER)
            raise GatewayRefused(Cause.UNKNOWN_NUMBER, "")
        is_lost = digits.endswith(UNREACHABLE)
        kept = self._keep(phone, text, Cause.UNREACHABLE if is_lost else None)
        # By name, and later, as an operator would: the text is accepted meanwhile.
        report = REPORT_TEXT.configure(schedule_in={"seconds": REPORT_AFTER_SECONDS})
        report.defer(report_url=report_url, is_lost=is_lost)
        return Accepted(reference=str(kept), segments=segments(text))

    def read_report(self, body: bytes) -> Report | None:
        return LOST_REPORT if body == LOST_BODY else DELIVERED_REPORT

    def _keep(self, phone: str, text: str, cause: Cause | None) -> int:
        refusal = str(cause.label) if cause else ""
        return keep_text(sender=self._sender, phone=phone, text=text, refusal=refusal).pk
