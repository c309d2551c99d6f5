from django.db.models import QuerySet

from escale.journal.models import JournalEntry


def entries_about(about: str) -> QuerySet[JournalEntry]:
    """What happened to one thing, newest first."""
    return JournalEntry.objects.filter(about=about).order_by("-id")
