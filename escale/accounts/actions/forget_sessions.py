from django.contrib.sessions.backends.db import SessionStore

from escale.accounts.queries import sessions_to_forget


def forget_sessions() -> int:
    """Those that open nothing any more, with the network and the browser they named."""
    count, _by_model = sessions_to_forget().delete()
    SessionStore.clear_expired()
    return count
