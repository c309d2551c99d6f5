"""The e-mails about an account, one function each, all through the outbox (R47, R48).

Each is in the language in which the account was made, and leads to « Où en suis-je ? ».
"""

from collections.abc import Sequence

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from escale.activation.links import Use, account_link
from escale.activation.models import Beneficiary
from escale.activation.queries import UNUSABLE, held_dotations
from escale.dotations.links import tracking_link
from escale.dotations.models import Dotation
from escale.kernel import clock
from escale.kernel.dates import long_moment
from escale.kernel.money import format_whole_euros
from escale.kernel.phones import mask_phone
from escale.mailing.actions.queue_message import queue_message
from escale.mailing.actions.queue_messages import JSON, NewMessage, queue_messages
from escale.mailing.links import SignedLink
from escale.mailing.models import OutgoingMessage
from escale.orders.models import Order
from escale.orders.validity import announced_validity

WELCOME = "activation/emails/welcome"
RECOVERY = "activation/emails/recovery"


def send_welcome(beneficiary: Beneficiary, dotation: Dotation, *, use: Use) -> OutgoingMessage:
    """« C’est parti »: to the address on file, or to the one that following it confirms."""
    return queue_message(
        message=NewMessage(
            template=WELCOME,
            recipient=beneficiary.pending_email if use == Use.CONFIRM else beneficiary.email,
            context={
                "first_name": beneficiary.first_name,
                "client_name": dotation.client.name,
                "masked_phone": mask_phone(dotation.phone),
            },
            links={"password": _password_link(beneficiary, use)} | _tracking([dotation]),
            about=beneficiary.about,
            client_id=dotation.client_id,
            language=beneficiary.language,
        )
    )


def send_recovery(beneficiary: Beneficiary) -> OutgoingMessage:
    """A new password, for who forgot it or whose application is locked."""
    return queue_message(
        message=NewMessage(
            template=RECOVERY,
            recipient=beneficiary.email,
            context={"first_name": beneficiary.first_name},
            links={"password": _password_link(beneficiary, Use.RECOVER)} | _of_account(beneficiary),
            about=beneficiary.about,
            language=beneficiary.language,
        )
    )


def send_device_changed(beneficiary: Beneficiary) -> OutgoingMessage:
    """The application works on another telephone from now on: was it you?"""
    with override(beneficiary.language):
        changed_at = long_moment(localtime(clock.now()))
    return queue_message(
        message=NewMessage(
            template="activation/emails/device_changed",
            recipient=beneficiary.email,
            context={"first_name": beneficiary.first_name, "changed_at": changed_at},
            links=_of_account(beneficiary),
            about=f"{beneficiary.about}:device",
            language=beneficiary.language,
        )
    )


def send_number_replaced(beneficiary: Beneficiary) -> OutgoingMessage:
    """The issuer replaced the number that the application is bound to: was it you who asked?"""
    return queue_message(
        message=NewMessage(
            template="activation/emails/number_replaced",
            recipient=beneficiary.email,
            context={
                "first_name": beneficiary.first_name,
                "masked_phone": mask_phone(beneficiary.phone),
            },
            links=_of_account(beneficiary),
            about=f"{beneficiary.about}:device",
            language=beneficiary.language,
        )
    )


def send_activated(beneficiary: Beneficiary, dotations: Sequence[Dotation]) -> OutgoingMessage:
    """What was just activated: how much, until when, where it is spent."""
    clients = {dotation.client_id for dotation in dotations}
    with override(beneficiary.language):
        amount = format_whole_euros(sum(dotation.amount for dotation in dotations))
        titles: list[JSON] = [_title(dotation) for dotation in dotations]
    return queue_message(
        message=NewMessage(
            template="activation/emails/activated",
            recipient=beneficiary.email,
            context={
                "first_name": beneficiary.first_name,
                "number": len(dotations),
                "amount": amount,
                "titles": titles,
            },
            links=_tracking(dotations),
            about=f"{beneficiary.about}:activated",
            client_id=clients.pop() if len(clients) == 1 else None,
            language=beneficiary.language,
        )
    )


def _title(dotation: Dotation) -> str:
    """« 150 € offerts par …, valables jusqu’au 31 décembre 2028 »."""
    told = {"amount": format_whole_euros(dotation.amount), "client": dotation.client.name}
    if not (until := announced_validity(dotation.order)):
        return _("%(amount)s offerts par %(client)s") % told
    told["until"] = until
    return _("%(amount)s offerts par %(client)s, valables jusqu’au %(until)s") % told


def send_new_dotations(
    credited: Sequence[tuple[Dotation, Beneficiary]], *, order: Order
) -> list[OutgoingMessage]:
    """« Nouvelle dotation »: nothing to do, it is in the application already (R48)."""
    return queue_messages(
        messages=[_new_dotation(dotation, beneficiary, order) for dotation, beneficiary in credited]
    )


def _new_dotation(dotation: Dotation, beneficiary: Beneficiary, order: Order) -> NewMessage:
    with override(beneficiary.language):
        told = {
            "amount": format_whole_euros(dotation.amount),
            "valid_until": announced_validity(order),
        }
    return NewMessage(
        template="activation/emails/new_dotation",
        recipient=dotation.email,
        context=told
        | {
            "first_name": beneficiary.first_name,
            "client_name": dotation.client.name,
            "is_over": order.is_over,
        },
        links=_tracking([dotation]),
        about=dotation.about,
        client_id=dotation.client_id,
        language=beneficiary.language,
    )


def _of_account(beneficiary: Beneficiary) -> dict[str, SignedLink]:
    """Of an account that holds nothing any more, the mail leads to the page alone."""
    held = held_dotations(beneficiary)
    return _tracking([dotation for dotation in held if dotation.status not in UNUSABLE])


def _tracking(dotations: Sequence[Dotation]) -> dict[str, SignedLink]:
    if not dotations:
        return {}
    return {"tracking": tracking_link(dotations[0], issued_at=clock.database_now())}


def _password_link(beneficiary: Beneficiary, use: Use) -> SignedLink:
    return account_link(beneficiary, use=use, issued_at=clock.database_now())
