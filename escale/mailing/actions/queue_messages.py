from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from django.db import transaction

from escale.kernel.emails import ascii_address
from escale.kernel.languages import FRENCH
from escale.mailing.deferred import DELIVER_MAIL
from escale.mailing.links import Key
from escale.mailing.models import OutgoingMessage

JSON: TypeAlias = str | int | float | bool | list["JSON"] | dict[str, "JSON"] | None


@dataclass(frozen=True, slots=True)
class NewMessage:
    """What to send; `template` is a folder such as "dotations/emails/activation".

    `recipient` as it is stored; the message keeps the form that travels.

    `client_id` says who may look at it, `language` what its reader chose: `context` is in it too.
    `attachment` says what makes its file (mailing/attachments.py).
    """

    template: str
    recipient: str
    context: Mapping[str, JSON]
    links: Mapping[str, Key]
    about: str
    client_id: int | None = None
    language: str = FRENCH
    attachment: str = ""


def queue_messages(*, messages: Sequence[NewMessage]) -> list[OutgoingMessage]:
    """Writes them and one delivery job in the caller's transaction: all or none, same order."""
    with transaction.atomic():
        queued = OutgoingMessage.objects.bulk_create(
            OutgoingMessage(
                template=new.template,
                recipient=ascii_address(new.recipient),
                context=dict(new.context),
                links={name: link.stored() for name, link in new.links.items()},
                about=new.about,
                client_id=new.client_id,
                language=new.language,
                attachment=new.attachment,
            )
            for new in messages
        )
        # One job is enough: it defers another as long as messages are due.
        DELIVER_MAIL.defer()
    return queued
