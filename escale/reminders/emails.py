"""To members: figures and links, no name of any beneficiary."""

from dataclasses import asdict
from datetime import date, datetime

from django.utils.timezone import localtime
from django.utils.translation import override

from escale.clients.links import digest_end_link
from escale.clients.models import Member
from escale.kernel.dates import long_date
from escale.mailing.actions.queue_message import queue_message
from escale.mailing.actions.queue_messages import NewMessage
from escale.mailing.models import OutgoingMessage
from escale.reminders.news import News, board_of


def send_digest_mail(
    member: Member, news: News, *, since: datetime, is_new: bool = False
) -> OutgoingMessage:
    """`is_new`: to who never asked for it, it says why it comes, this once."""
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
                "is_new": is_new,
                "is_chosen": member.receives_digest,
                **asdict(news),
                **board_of(member),
            },
            links={"unsubscribe": digest_end_link(member)},
            about=f"member:{member.pk}",
            client_id=member.client_id,
        )
    )


def send_titles_end(member: Member, *, number: int, last_day: date) -> OutgoingMessage:
    """What nobody activated is lost after that day."""
    with override(member.user.reading_language):
        last = long_date(last_day)
    return queue_message(
        message=NewMessage(
            template="reminders/emails/titles_end",
            recipient=member.address,
            language=member.user.reading_language,
            context={"organisation": member.client.name, "number": number, "last_day": last},
            links={},
            about=f"member:{member.pk}",
            client_id=member.client_id,
        )
    )
