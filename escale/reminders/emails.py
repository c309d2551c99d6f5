"""The daily digest: figures and links, no name of anybody."""

from dataclasses import asdict
from datetime import datetime

from django.utils.timezone import localtime
from django.utils.translation import override

from escale.clients.models import Member
from escale.kernel.dates import long_date
from escale.mailing.actions.queue_message import queue_message
from escale.mailing.actions.queue_messages import NewMessage
from escale.mailing.models import OutgoingMessage
from escale.reminders.news import News, board_of


def send_digest_mail(member: Member, news: News, *, since: datetime) -> OutgoingMessage:
    with override(member.user.reading_language):
        since_day = long_date(localtime(since).date())
    return queue_message(
        message=NewMessage(
            template="reminders/emails/digest",
            recipient=member.address,
            language=member.user.reading_language,
            context={
                "organisation": member.client.name,
                "since": since_day,
                **asdict(news),
                **board_of(member),
            },
            links={},
            about=f"member:{member.pk}",
            client_id=member.client_id,
        )
    )
