from collections.abc import Mapping
from typing import TypeAlias

from django.db import transaction
from procrastinate.contrib.django import app

from escale.mailing.links import SignedLink
from escale.mailing.models import OutgoingMessage

JSON: TypeAlias = str | int | float | bool | list["JSON"] | dict[str, "JSON"] | None


def queue_message(
    *,
    template: str,
    recipient: str,
    context: Mapping[str, JSON],
    links: Mapping[str, SignedLink],
    about: str,
) -> OutgoingMessage:
    """Writes the message and its delivery job in the caller's transaction: both or neither.

    `template` is a folder such as "dotations/emails/activation".
    """
    with transaction.atomic():
        message = OutgoingMessage.objects.create(
            template=template,
            recipient=recipient,
            context=dict(context),
            links={name: link.stored() for name, link in links.items()},
            about=about,
        )
        # By name: the task belongs to the jobs, an interface above.
        app.configure_task("deliver_mail", queue="mail").defer()
    return message
