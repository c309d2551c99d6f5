from collections import Counter

from django.db import transaction
from django.db.models.functions import Now

from escale.clients.models import Client
from escale.exchange.models import ColumnHabit
from escale.exchange.questions import Question
from escale.journal.actions.record import record
from escale.journal.actor import Actor
from escale.workbooks.headers import Answers
from escale.workbooks.titles import normal_name

LONGEST_TITLE = 200


@transaction.atomic
def remember_columns(*, actor: Actor, client: Client, question: Question, answers: Answers) -> int:
    """What was said of titles holds for the client's files to come; how many titles.

    Of a title that two columns have, nothing: which of them was meant stands in this file alone.
    """
    names = {column.position: normal_name(column.title) for column in question.columns}
    often = Counter(names.values())
    habits = [
        ColumnHabit(
            client=client,
            title=names[column.position],
            column=key,
            said_by=actor.label,
            said_at=Now(),
        )
        for column in question.columns
        if ((key := answers.columns.get(column.position, "")) or column.key)
        and 0 < len(names[column.position]) <= LONGEST_TITLE
        and often[names[column.position]] == 1
    ]
    ColumnHabit.objects.bulk_create(
        habits,
        update_conflicts=True,
        unique_fields=["client", "title"],
        update_fields=["column", "said_by", "said_at"],
    )
    if habits:
        said = ", ".join(f"{habit.title} = {habit.column or '—'}" for habit in habits)
        record(
            actor=actor,
            verb="columns-remembered",
            about=client.about,
            client_id=client.pk,
            changes={"columns": ("", said)},
        )
    return len(habits)
