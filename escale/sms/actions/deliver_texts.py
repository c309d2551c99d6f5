import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from escale.sms.actions.claim_text import claim_text
from escale.sms.actions.settle_text import settle_text
from escale.sms.causes import Cause
from escale.sms.gateways.configured import configured_gateway
from escale.sms.gateways.contract import Gateway, GatewayRefused, GatewayUnavailable, Report
from escale.sms.models import OutgoingText
from escale.sms.queries import is_over_budget, is_stale
from escale.sms.rendering import render_text
from escale.sms.report_address import report_url
from escale.sms.states import TextState

logger = logging.getLogger(__name__)
# A job stays short, so that a stopping worker is not kept waiting.
MOST_PER_RUN = 100


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """What one run did; `more` when it stopped with texts still waiting."""

    sent: int
    failed: int
    more: bool


def deliver_texts(*, should_stop: Callable[[], bool] = lambda: False) -> DeliveryReport:
    """Sends what waits, once at most: an outcome that nobody knows is a failure.

    Several workers may run it at once: a text is claimed by one of them.
    """
    gateway = configured_gateway()
    outcomes: Counter[TextState | None] = Counter()
    for forsaken in OutgoingText.objects.lease_over():
        outcomes[settle_text(text_id=forsaken.pk, report=_no_answer("lease over"))] += 1
    while outcomes.total() < MOST_PER_RUN and not should_stop():
        text = claim_text()
        if text is None:
            break
        outcomes[settle_text(text_id=text.pk, report=_sent(text, gateway))] += 1
    return DeliveryReport(
        sent=outcomes[TextState.SENT],
        failed=outcomes[TextState.FAILED],
        more=OutgoingText.objects.due().exists(),
    )


def _sent(text: OutgoingText, gateway: Gateway) -> Report:
    if is_stale(text):
        return _failed(Cause.EXPIRED, "")
    if is_over_budget(text.payer):
        logger.warning("text %d: the daily number of texts is reached", text.pk)
        return _failed(Cause.BUDGET, "")
    try:
        words = render_text(text)
    except Exception as error:
        # One text that cannot be made (a missing template, a bad value) stops no other one.
        logger.error("text %d could not be made: %s", text.pk, type(error).__name__)
        return _failed(Cause.OURS, type(error).__name__)
    return _handed_over(text, words, gateway)


def _handed_over(text: OutgoingText, words: str, gateway: Gateway) -> Report:
    try:
        accepted = gateway.send(phone=text.phone, text=words, report_url=report_url(text))
    except GatewayRefused as refused:
        logger.warning("text %d was refused: %s", text.pk, refused.cause)
        return _failed(refused.cause, refused.diagnostic)
    except GatewayUnavailable as unavailable:
        # What the provider wrote may hold the number: it stays in the row.
        logger.warning("text %d has no answer", text.pk)
        return _no_answer(unavailable.diagnostic)
    except Exception as error:
        logger.error("text %d: the gateway failed: %s", text.pk, type(error).__name__)
        return _no_answer(type(error).__name__)
    return Report(TextState.SENT, reference=accepted.reference, segments=accepted.segments)


def _no_answer(diagnostic: str) -> Report:
    return _failed(Cause.NO_ANSWER, diagnostic)


def _failed(cause: Cause, diagnostic: str) -> Report:
    return Report(TextState.FAILED, cause, diagnostic)
