from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models import Max, QuerySet
from django.db.models.functions import Now
from django.utils.crypto import constant_time_compare

from escale.accounts.links import PasswordClaim, print_of, read_password_token
from escale.accounts.models import User
from escale.kernel import clock

# Longer than any of them lasts.
SESSIONS_KEPT = timedelta(days=1)


def person_who_signs_in(identifier: str) -> User | None:
    """Who may sign in with that identifier."""
    return User.objects.filter(identifier=identifier, is_active=True).first()


def open_password_link(token: str) -> PasswordClaim | None:
    """None for a link that leads nowhere: forged, used, expired. One answer, it teaches nothing."""
    claim = read_password_token(token)
    user = User.objects.filter(pk=claim.user_id, is_active=True).first() if claim else None
    return claim if claim and user and is_good(claim, user) else None


def is_good(claim: PasswordClaim, user: User) -> bool:
    fresh = claim.expires_at > clock.database_now()
    return fresh and constant_time_compare(claim.print, print_of(user))


def sessions_to_forget() -> QuerySet[UserSession]:
    """Begun longer ago than any session lasts."""
    over: QuerySet[UserSession] = UserSession.objects.filter(created_at__lt=Now() - SESSIONS_KEPT)
    return over


def session_limits(user: User) -> tuple[timedelta, timedelta]:
    """How long nobody may be there, and how long a session may last in all (S3)."""
    kind = "staff" if user.is_staff else "member"
    idle, whole = settings.SESSION_IDLE[kind], settings.SESSION_WHOLE[kind]
    return timedelta(seconds=idle), timedelta(seconds=whole)


def sessions_of(user: User) -> QuerySet[UserSession]:
    """Where this person is signed in, the last seen first: what a visit would end is over."""
    idle, whole = session_limits(user)
    mine: QuerySet[UserSession] = UserSession.objects.filter(
        user=user, last_seen_at__gt=Now() - idle, created_at__gt=Now() - whole
    )
    return mine.filter(session_key__in=_with_present_password(user)).order_by("-last_seen_at")


def last_seen(user: User) -> datetime | None:
    """When this person last signed in, or opened a page in a session that is not ended."""
    found = sessions_of(user).aggregate(seen=Max("last_seen_at"))["seen"]
    return max(filter(None, (user.last_login, found)), default=None)


def _with_present_password(user: User) -> list[str]:
    """Of those not signed out: each holds a hash of the password that it began with."""
    keys = UserSession.objects.filter(user=user).values("session_key")
    present = user.get_session_auth_hash()
    return [
        session.session_key
        for session in Session.objects.filter(session_key__in=keys)
        if session.get_decoded().get(HASH_SESSION_KEY) == present
    ]
