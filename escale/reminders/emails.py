"""The daily digest: figures and links, no name of anybody."""

from dataclasses import asdict
from datetime import datetime

from django.utils.timezone import localtime

from escale.clients.models import Member
from escale.kernel.dates import long_date
from escale.mailing.actions.queue_message import queue_message
from escale.mailing.models import OutgoingMessage
from escale.reminders.news import News, board_of


def send_digest_mail(member: Member, news: News, *, since: datetime) -> OutgoingMessage:
    return queue_message(
        template="reminders/emails/digest",
        recipient=member.address,
        context={
            "organisation": member.client.name,
            "since": long_date(localtime(since).date()),
            **asdict(news),
            **board_of(member),
        },
        links={},
        about=f"member:{member.pk}",
        client_id=member.client_id,
    )
