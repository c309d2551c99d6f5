from collections.abc import Sequence

from django.contrib.postgres.fields import ArrayField
from django.db import transaction
from django.db.models import Case, F, Func, JSONField, TextField, Value, When

from escale.journal.actor import Door
from escale.journal.models import JournalChange, JournalEntry
from escale.journal.purposes import Purpose, state_purpose
from escale.kernel.many import texts

ERASED = Func(F("changes"), function="journal_erased", output_field=JSONField())
# The beneficiary's own steps are signed by their name.
NAMELESS = Case(When(door=Door.BENEFICIARY, then=Value("effacé")), default=F("actor"))


@transaction.atomic
def erase_payloads(*, abouts: Sequence[str]) -> int:
    """« effacé » takes the place of all values about these things; how many lines lost theirs.

    Who did what, when, stays. It is the one update of the past that the database allows.
    """
    state_purpose(Purpose.ERASE)
    entries = JournalEntry.objects.filter(about__in=texts(abouts))
    named = Value(list(abouts), output_field=ArrayField(TextField()))
    changes = JournalChange.objects.filter(abouts__overlap=named).exclude(changes={})
    lines = entries.update(changes=ERASED, actor=NAMELESS) + changes.update(changes=ERASED)
    state_purpose(None)
    return lines
