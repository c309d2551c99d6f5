import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from escale.mailing.actions.claim_messages import claim_messages
from escale.mailing.actions.release_messages import release_messages
from escale.mailing.actions.renew_lease import renew_lease
from escale.mailing.actions.settle_message import settle_message
from escale.mailing.message import build_email
from escale.mailing.models import OutgoingMessage
from escale.mailing.states import MessageState
from escale.mailing.transport import Answer, Relay, RelayUnavailable, Verdict

logger = logging.getLogger(__name__)
BATCH = 50
# A job stays short, so that a stopping worker is not kept waiting.
MOST_PER_RUN = 200


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """What one run did; `more` when it stopped with messages still due."""

    sent: int
    failed: int
    deferred: int
    more: bool


def deliver_messages(*, should_stop: Callable[[], bool] = lambda: False) -> DeliveryReport:
    """Sends what is due over one connection, each outcome committed before the next message.

    Several workers may run it at once: a message is leased to one of them. A crash between the
    relay's 250 and our commit sends a message twice, with the same Message-ID and the same links.
    """
    release_messages()
    outcomes: Counter[MessageState | None] = Counter()
    more = True
    with Relay() as relay:
        while more and outcomes.total() < MOST_PER_RUN and not should_stop():
            batch = claim_messages(count=BATCH)
            more = bool(batch) and _deliver_batch(batch, relay, outcomes, should_stop)
    return DeliveryReport(
        sent=outcomes[MessageState.SENT],
        failed=outcomes[MessageState.FAILED],
        deferred=outcomes[MessageState.DEFERRED],
        more=more and OutgoingMessage.objects.due().exists(),
    )


def _deliver_batch(
    batch: list[OutgoingMessage],
    relay: Relay,
    outcomes: Counter[MessageState | None],
    should_stop: Callable[[], bool],
) -> bool:
    """False when the relay takes nothing for now."""
    for position, message in enumerate(batch):
        if should_stop():
            release_messages(lease_token=message.lease_token)
            return True
        if not renew_lease(message=message):
            continue
        try:
            answer = _send(message, relay)
        except RelayUnavailable as unavailable:
            logger.warning("mail relay unavailable: %s", unavailable.answer.text)
            for waiting in batch[position:]:
                outcomes[settle_message(message=waiting, answer=unavailable.answer)] += 1
            return False
        outcomes[settle_message(message=message, answer=answer)] += 1
    return True


def _send(message: OutgoingMessage, relay: Relay) -> Answer:
    try:
        return relay.send(build_email(message))
    except RelayUnavailable:
        raise
    except Exception as error:
        # One message that cannot be made (a missing template, a bad value) stops no other one.
        logger.error("message %d could not be made: %s", message.pk, type(error).__name__)
        return Answer(Verdict.HELD, text=type(error).__name__)
