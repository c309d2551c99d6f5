from datetime import datetime, timedelta

from django.db import transaction

from escale.accounts.models import User
from escale.accounts.queries import last_seen
from escale.clients.models import Member
from escale.kernel import clock
from escale.mailing.models import OutgoingMessage
from escale.reminders.emails import send_digest_mail
from escale.reminders.models import Digest
from escale.reminders.news import News, news_since
from escale.tenancy.scopes import system_scope

# What is told the first time; and after a long time without looking.
FIRST_LOOK = timedelta(days=1)
LONGEST_LOOK = timedelta(days=7)


@transaction.atomic
def send_digest(*, member_id: int) -> OutgoingMessage | None:
    """Today's digest of one member: None where there is nothing to tell, or today is done already.

    To who asked for it, whatever changed; to who manages dotations, on a day when addresses failed
    since their last visit.
    """
    # Held: of two workers, the second finds that the day is done.
    members = Member.objects.select_for_update(of=("self",)).with_people()
    member, today, now = members.get(pk=member_id), clock.today(), clock.now()
    digest = Digest.objects.filter(member=member).first()
    if digest is None:
        digest = Digest(member=member, told_until=now - FIRST_LOOK)
    elif digest.looked_on >= today:
        return None
    since = max(digest.told_until, now - LONGEST_LOOK)
    if not member.receives_digest:
        # What was on the screen at their last visit is no news.
        since = max(since, _last_seen(member) or since)
    news = news_since(member, since, now)
    digest.looked_on = today
    message = None
    if member.address and _is_told(member, news):
        is_new = not (member.receives_digest or digest.is_introduced)
        message = send_digest_mail(member, news, since=since, is_new=is_new)
        digest.told_until = now
        digest.is_introduced = True
    digest.save()
    return message


def _last_seen(member: Member) -> datetime | None:
    # Sessions, and the hash that they hold, are closed to the member's client.
    with system_scope():
        return last_seen(User.objects.get(pk=member.user_id))


def _is_told(member: Member, news: News) -> bool:
    if member.receives_digest:
        return not news.is_empty
    return member.is_told_of_errors and member.can_edit and news.new_email_errors > 0
