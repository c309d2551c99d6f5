import json
from dataclasses import dataclass

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from escale.journal.actor import Actor, Door
from escale.mailing.actions.suspend_domain import suspend_domain
from escale.mailing.models import OutgoingMessage
from escale.mailing.states import MessageState
from escale.sms.models import OutgoingText
from escale.sms.states import TextState
from escale.tenancy.scopes import system_scope

# Rows made after the backup are lost, but not what left with their numbers: links, return addresses
# of mails, references of transfers. No new row may be taken for one of them.
MARGIN = 1_000_000
# People read the numbers of orders: fewer, and still more than anybody places between two backups.
MARGINS = {"orders_order_number_seq": 10_000}
SKIP_NUMBERS = """
    SELECT setval(format('%%I.%%I', schemaname, sequencename)::regclass,
        coalesce(last_value, 0) + coalesce((%s::jsonb ->> sequencename)::bigint, %s))
    FROM pg_sequences WHERE schemaname = 'public'
"""


@dataclass(frozen=True, slots=True)
class Paused:
    """What the backup knew as waiting: mails that may have left since, texts given up."""

    mails: int
    texts: int


def pause_after_restore(*, taken_at: str) -> Paused:
    """Nothing leaves by itself from a database that was brought back; everybody signs in again.

    Staff let mail leave, in the console. Texts that waited are given up: a code of yesterday serves
    nobody.
    """
    with system_scope():
        in_doubt = OutgoingMessage.objects.filter(
            state__in=[MessageState.QUEUED, MessageState.DEFERRED, MessageState.SENDING]
        ).count()
        suspend_domain(
            actor=Actor(_("Restauration"), Door.SYSTEM), reason=_reason(taken_at, in_doubt)
        )
        texts = OutgoingText.objects.due().update(state=TextState.CANCELLED, settled_at=Now())
        UserSession.objects.all().delete()
        Session.objects.all().delete()
    _skip_numbers()
    return Paused(in_doubt, texts)


def _reason(taken_at: str, in_doubt: int) -> str:
    restored = _("sauvegarde du %(when)s restaurée.") % {"when": taken_at}
    doubt = ngettext(
        "%(count)s e-mail qui attendait est peut-être déjà parti.",
        "%(count)s e-mails qui attendaient sont peut-être déjà partis.",
        in_doubt,
    ) % {"count": in_doubt}
    return f"{restored} {doubt}"


@transaction.atomic
def _skip_numbers() -> None:
    """As the owner of the sequences, hence in no scope."""
    with connection.cursor() as cursor:
        cursor.execute(SKIP_NUMBERS, [json.dumps(MARGINS), MARGIN])
