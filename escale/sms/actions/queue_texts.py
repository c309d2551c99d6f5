from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias

from django.db import transaction
from django.db.models.functions import Now

from escale.sms.deferred import DELIVER_TEXTS
from escale.sms.models import OutgoingText

JSON: TypeAlias = str | int | float | bool | list["JSON"] | dict[str, "JSON"] | None


@dataclass(frozen=True, slots=True)
class NewText:
    """What to send; `template` such as "activation/texts/code", the file less its « .txt ».

    With a `code_payload`, the template's `{{ code }}` is its six digits (`rendering.CODE_PURPOSE`).
    After its `lifetime` the text is not sent any more. `payer` is a client code.
    """

    template: str
    phone: str
    context: Mapping[str, JSON]
    about: str
    lifetime: timedelta
    payer: str = ""
    code_payload: str = ""


def queue_texts(*, texts: Sequence[NewText]) -> list[OutgoingText]:
    """Writes them and one delivery job in the caller's transaction: all or none, same order."""
    with transaction.atomic():
        queued = OutgoingText.objects.bulk_create(
            OutgoingText(
                template=new.template,
                phone=new.phone,
                context=dict(new.context),
                about=new.about,
                expires_at=Now() + new.lifetime,
                payer=new.payer,
                code_payload=new.code_payload,
            )
            for new in texts
        )
        DELIVER_TEXTS.defer()
    for text, new in zip(queued, texts, strict=True):
        text.expires_at = text.created_at + new.lifetime
    return queued
