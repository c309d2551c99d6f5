import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from escale.mailing.actions.claim_messages import claim_messages
from escale.mailing.actions.end_hold import end_hold
from escale.mailing.actions.hold_mail import hold_mail
from escale.mailing.actions.release_messages import release_messages
from escale.mailing.actions.renew_lease import renew_lease
from escale.mailing.actions.settle_message import settle_message
from escale.mailing.message import build_email
from escale.mailing.models import MailHold, OutgoingMessage
from escale.mailing.states import MessageState
from escale.mailing.strikes import Strikes, domain_of
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


@dataclass(slots=True)
class _Run:
    """One run: its connection, what came of its messages, which domains are in trouble."""

    relay: Relay
    should_stop: Callable[[], bool]
    outcomes: Counter[MessageState | None] = field(default_factory=Counter)
    strikes: Strikes = field(default_factory=Strikes)
    # Holds whose time is over: the first message that is taken ends them.
    on_trial: set[str] = field(default_factory=set)

    def settle(self, message: OutgoingMessage, answer: Answer) -> None:
        self.outcomes[settle_message(message=message, answer=answer)] += 1

    def judge(self, domain: str, answer: Answer) -> None:
        """What this answer says of the domain, for the messages that come next."""
        if self.strikes.count(domain, answer):
            hold_mail(domain=domain, reason=answer.text)
        elif answer.verdict == Verdict.ACCEPTED and self.on_trial & {"", domain}:
            end_hold(domains=["", domain])
            self.on_trial -= {"", domain}


def deliver_messages(*, should_stop: Callable[[], bool] = lambda: False) -> DeliveryReport:
    """Sends what is due over one connection, each outcome committed before the next message.

    Several workers may run it at once: a message is leased to one of them. A crash between the
    relay's 250 and our commit sends a message twice, with the same Message-ID and the same links.
    """
    release_messages()
    more = True
    with Relay() as relay:
        run = _Run(relay, should_stop)
        run.on_trial = set(MailHold.objects.values_list("domain", flat=True))
        while more and run.outcomes.total() < MOST_PER_RUN and not should_stop():
            batch = claim_messages(count=BATCH)
            more = bool(batch) and _deliver_batch(batch, run)
    return DeliveryReport(
        sent=run.outcomes[MessageState.SENT],
        failed=run.outcomes[MessageState.FAILED],
        deferred=run.outcomes[MessageState.DEFERRED],
        more=more and OutgoingMessage.objects.due().exists(),
    )


def _deliver_batch(batch: list[OutgoingMessage], run: _Run) -> bool:
    """False when the relay takes nothing for now."""
    for position, message in enumerate(batch):
        if run.should_stop():
            break
        domain = domain_of(message)
        if domain in run.strikes.held or not renew_lease(message=message):
            continue
        try:
            answer = _send(message, run.relay)
        except RelayUnavailable as unavailable:
            hold_mail(reason=unavailable.answer.text)
            for waiting in batch[position:]:
                run.settle(waiting, unavailable.answer)
            return False
        run.settle(message, answer)
        run.judge(domain, answer)
    # Those that were passed over: their domain is held, or the worker stops.
    release_messages(lease_token=batch[0].lease_token)
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
