import logging
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from time import monotonic

from escale.kernel.emails import domain_of
from escale.mailing.actions.claim_messages import claim_messages
from escale.mailing.actions.end_hold import end_hold
from escale.mailing.actions.hold_mail import hold_mail
from escale.mailing.actions.recover_accepted import recover_accepted
from escale.mailing.actions.release_messages import release_messages
from escale.mailing.actions.renew_leases import renew_leases
from escale.mailing.actions.settle_accepted import settle_accepted
from escale.mailing.actions.settle_message import settle_message
from escale.mailing.message import Unwritable
from escale.mailing.models import MailHold, OutgoingMessage
from escale.mailing.notes import Notes
from escale.mailing.queries import TRIES_BEFORE_STAFF, UNMADE
from escale.mailing.relay import Relay, open_relay
from escale.mailing.states import MessageState
from escale.mailing.strikes import Strikes
from escale.mailing.transport import Answer, RelayUnavailable, Verdict

logger = logging.getLogger(__name__)
BATCH = 128
# A job stays short; while there is mail, it keeps its connection.
MOST_SECONDS = 20.0
# How often what was accepted is written, and what was cancelled meanwhile is found out.
RECHECK_SECONDS = 0.2


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
    notes: Notes
    should_stop: Callable[[], bool]
    outcomes: Counter[MessageState | None] = field(default_factory=Counter)
    strikes: Strikes = field(default_factory=Strikes)
    # Holds whose time is over: the first message that is taken ends them.
    on_trial: set[str] = field(default_factory=set)
    accepted: list[OutgoingMessage] = field(default_factory=list)

    def settle(self, message: OutgoingMessage, answer: Answer) -> None:
        if answer.verdict == Verdict.ACCEPTED:
            self.notes.add(message)
            self.accepted.append(message)
        else:
            self.outcomes[settle_message(message=message, answer=answer)] += 1

    def write_accepted(self) -> None:
        if self.accepted:
            self.outcomes[MessageState.SENT] += settle_accepted(messages=self.accepted)
            self.notes.forget()
            self.accepted = []

    def judge(self, domain: str, answer: Answer) -> None:
        """What this answer says of the domain, for the messages that come next."""
        if self.strikes.count(domain, answer):
            hold_mail(domain=domain, reason=answer.text)
        elif answer.verdict == Verdict.ACCEPTED and self.on_trial & {"", domain}:
            end_hold(domains=["", domain])
            self.on_trial -= {"", domain}


def deliver_messages(*, should_stop: Callable[[], bool] = lambda: False) -> DeliveryReport:
    """Sends what is due over one connection.

    Several workers may run it at once: a message is leased to one of them. What the relay took is
    noted at once (notes.py) and committed together.
    """
    recover_accepted()
    release_messages()
    ends_at = monotonic() + MOST_SECONDS
    more = True
    with closing(open_relay()) as relay, Notes() as notes:
        run = _Run(relay, notes, should_stop)
        run.on_trial = set(MailHold.objects.values_list("domain", flat=True))
        while more and not should_stop():
            batch = claim_messages(count=BATCH)
            more = bool(batch) and _deliver_batch(batch, run)
            if monotonic() >= ends_at:
                break
    return DeliveryReport(
        sent=run.outcomes[MessageState.SENT],
        failed=run.outcomes[MessageState.FAILED],
        deferred=run.outcomes[MessageState.DEFERRED],
        more=more and OutgoingMessage.objects.due().exists(),
    )


def _deliver_batch(batch: list[OutgoingMessage], run: _Run) -> bool:
    """False when the relay takes nothing for now."""
    before = run.outcomes.total()
    try:
        return _send_each(batch, run)
    finally:
        run.write_accepted()
        if run.outcomes.total() - before < len(batch):
            # Those that were passed over: their domain is held, or the worker stops.
            release_messages(lease_token=batch[0].lease_token)


def _send_each(batch: Sequence[OutgoingMessage], run: _Run) -> bool:
    held, checked_at = {message.pk for message in batch}, monotonic()
    for position, message in enumerate(batch):
        if run.should_stop():
            return True
        if monotonic() - checked_at >= RECHECK_SECONDS:
            run.write_accepted()
            held, checked_at = renew_leases(messages=batch[position:]), monotonic()
        domain = domain_of(message.recipient)
        if message.pk not in held or domain in run.strikes.held:
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
    return True


def _send(message: OutgoingMessage, relay: Relay) -> Answer:
    try:
        return relay.send(message)
    except RelayUnavailable:
        raise
    except Unwritable:
        return Answer(Verdict.UNWRITABLE)
    except Exception as error:
        # One message that cannot be made (a missing template, a bad value) stops no other one.
        say = logger.error if message.attempts >= TRIES_BEFORE_STAFF else logger.warning
        say("message %d could not be made: %s", message.pk, type(error).__name__)
        return Answer(Verdict.UNMADE, text=f"{UNMADE}{type(error).__name__}")
