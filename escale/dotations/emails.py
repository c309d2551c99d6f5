"""The e-mails about a dotation: one function each, all through the outbox (R34-R36, D1)."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from django.utils.timezone import localtime

from escale.dotations.links import activation_link, tracking_link, typed_key
from escale.dotations.models import Dotation
from escale.kernel.dates import long_moment
from escale.kernel.languages import in_french
from escale.kernel.money import format_whole_euros
from escale.kernel.phones import mask_phone
from escale.mailing.actions.queue_messages import NewMessage, queue_messages
from escale.mailing.links import Key
from escale.mailing.models import OutgoingMessage
from escale.orders.validity import announced_validity


def send_activation(
    dotation: Dotation, *, at: datetime, phone_changed: bool = False
) -> OutgoingMessage:
    """Mail B: create the account. It also states the new number when that changed too (R36)."""
    message = activation_message(dotation, at, phone_changed=phone_changed)
    return queue_messages(messages=[message])[0]


def send_first_activations(dotations: Sequence[Dotation], *, at: datetime) -> list[OutgoingMessage]:
    """The first mail B of each, in the same order."""
    return queue_messages(messages=[activation_message(dotation, at) for dotation in dotations])


def activation_message(
    dotation: Dotation, at: datetime, *, phone_changed: bool = False, reminds: bool = False
) -> NewMessage:
    told: dict[str, str | bool] = {"phone_changed": phone_changed, "reminds": reminds}
    return NewMessage(
        template="dotations/emails/activation",
        recipient=dotation.email,
        context=_context(dotation, at) | told,
        links=_keys(dotation, at),
        about=dotation.about,
        client_id=dotation.client_id,
    )


def phone_changed_message(dotation: Dotation, at: datetime) -> NewMessage:
    """Mail A: the number was changed; with the activation link while no account exists (R36)."""
    return NewMessage(
        template="dotations/emails/phone_changed",
        recipient=dotation.email,
        context=_context(dotation, at) | {"account_created": dotation.has_account},
        links=_keys(dotation, at),
        about=dotation.about,
        client_id=dotation.client_id,
    )


def application_reminder_message(dotation: Dotation, at: datetime) -> NewMessage:
    """« Il ne reste que l’application »: the account exists, so it has no activation link (R21)."""
    return NewMessage(
        template="dotations/emails/application_reminder",
        recipient=dotation.email,
        context=_context(dotation, at)
        | {"password_chosen": dotation.password_chosen_at is not None},
        links=_keys(dotation, at),
        about=dotation.about,
        client_id=dotation.client_id,
    )


def address_replaced_message(dotation: Dotation, *, former: str) -> NewMessage:
    """Notice to the former address: nothing personal, it may be a stranger's (D1)."""
    return NewMessage(
        template="dotations/emails/address_replaced",
        recipient=former,
        context={},
        links={},
        about=f"{dotation.about}:former-address",
        client_id=dotation.client_id,
    )


def cancelled_message(dotation: Dotation, at: datetime) -> NewMessage:
    """The issuer cancelled it: the links of earlier mails are dead (D10)."""
    return NewMessage(
        template="dotations/emails/cancelled",
        recipient=dotation.email,
        context=_naming(dotation) | {"by_issuer": True},
        links={"tracking": tracking_link(dotation, issued_at=at)},
        about=dotation.about,
        client_id=dotation.client_id,
    )


def _keys(dotation: Dotation, at: datetime) -> dict[str, Key]:
    tracking: dict[str, Key] = {"tracking": tracking_link(dotation, issued_at=at)}
    if dotation.has_account:
        return tracking
    return tracking | {
        "activation": activation_link(dotation, issued_at=at),
        "code": typed_key(dotation),
    }


@in_french
def _naming(dotation: Dotation) -> dict[str, str | bool]:
    return {
        "first_name": dotation.first_name,
        "last_name": dotation.last_name,
        "client_name": dotation.client.name,
        "amount": format_whole_euros(dotation.amount),
        "recipient": dotation.email,
    }


@in_french
def _context(dotation: Dotation, at: datetime) -> dict[str, str | bool]:
    return _naming(dotation) | {
        "valid_until": announced_validity(dotation.order),
        "is_over": dotation.order.is_over,
        "masked_phone": mask_phone(dotation.phone),
        "changed_at": _moment(at),
    }


# The same for thousands of mails made at once.
@lru_cache(maxsize=16)
def _moment(at: datetime) -> str:
    return long_moment(localtime(at))
