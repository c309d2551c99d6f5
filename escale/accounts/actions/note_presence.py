from allauth.usersessions.models import UserSession
from django.db.models.functions import Now


def note_presence(*, session_key: str) -> None:
    """When somebody was last seen in a session, for their list of sessions."""
    UserSession.objects.filter(session_key=session_key).update(last_seen_at=Now())
