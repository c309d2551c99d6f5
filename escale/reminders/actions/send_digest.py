from datetime import timedelta

from django.db import transaction

from escale.clients.models import Member
from escale.kernel import clock
from escale.mailing.models import OutgoingMessage
from escale.reminders.emails import send_digest_mail
from escale.reminders.models import Digest
from escale.reminders.news import news_since

# What is told the first time; and after a long time without looking.
FIRST_LOOK = timedelta(days=1)
LONGEST_LOOK = timedelta(days=7)


@transaction.atomic
def send_digest(*, member_id: int) -> OutgoingMessage | None:
    """Today's digest of one member: None where nothing changed, or where today is done already."""
    # Held: of two workers, the second finds that the day is done.
    members = Member.objects.select_for_update(of=("self",)).select_related("client", "user")
    member, today, now = members.get(pk=member_id), clock.today(), clock.now()
    digest = Digest.objects.filter(member=member).first()
    if digest is None:
        digest = Digest(member=member, told_until=now - FIRST_LOOK)
    elif digest.looked_on >= today:
        return None
    since = max(digest.told_until, now - LONGEST_LOOK)
    news = news_since(member, since, now)
    digest.looked_on = today
    message = None
    if member.receives_digest and member.address and not news.is_empty:
        message = send_digest_mail(member, news, since=since)
        digest.told_until = now
    digest.save()
    return message
