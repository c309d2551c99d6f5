from django.db import transaction

from escale.clients.turns import turn_of
from escale.exchange.actions.remember_columns import remember_columns
from escale.exchange.questions import Question, answers_as_json
from escale.imports.deferred import CHECK_IMPORT
from escale.imports.errors import ImportNotReady
from escale.imports.models import Import
from escale.imports.queries import lock_import
from escale.imports.states import ImportEvent, next_status
from escale.journal.actor import Actor
from escale.kernel import clock
from escale.kernel.languages import present_language
from escale.workbooks.headers import Answers


@transaction.atomic
def answer_question(*, actor: Actor, import_id: int, answers: Answers, remembers: bool) -> Import:
    """Have the file read again by what a person said of it. Raises ImportNotReady."""
    imported = lock_import(import_id)
    question = Question.read(imported.question) if imported else None
    if imported is None or question is None:
        raise ImportNotReady
    imported.status = next_status(imported.status, ImportEvent.ANSWERED) or imported.status
    imported.refusal = ""
    imported.question, imported.answers = {}, answers_as_json(answers)
    imported.busy_since = clock.now()
    imported.save()
    if remembers:
        remember_columns(actor=actor, client=imported.client, question=question, answers=answers)
    CHECK_IMPORT.configure(lock=turn_of(imported.client_id)).defer(
        import_id=imported.pk, language=present_language()
    )
    return imported
