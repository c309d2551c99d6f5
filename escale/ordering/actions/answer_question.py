from django.db import transaction
from django.db.models.functions import Now

from escale.clients.turns import turn_of
from escale.exchange.actions.remember_columns import remember_columns
from escale.exchange.questions import Question, answers_as_json
from escale.journal.actor import Actor
from escale.kernel.languages import present_language
from escale.ordering.deferred import CHECK_DRAFT
from escale.ordering.errors import NothingAsked
from escale.ordering.models import Draft
from escale.ordering.queries import lock_draft
from escale.ordering.states import DraftEvent, next_status
from escale.workbooks.headers import Answers


@transaction.atomic
def answer_question(*, actor: Actor, draft_id: int, answers: Answers, remembers: bool) -> Draft:
    """Have the file read again by what a person said of it.

    Raises NothingAsked, DraftBusy or DraftPlaced.
    """
    draft = lock_draft(draft_id)
    question = Question.read(draft.question)
    if question is None:
        raise NothingAsked
    draft.status = next_status(draft.status, DraftEvent.SOURCE_GIVEN) or draft.status
    draft.question, draft.answers = {}, answers_as_json(answers)
    draft.refusal, draft.updated_at = "", Now()
    draft.save()
    if remembers:
        remember_columns(actor=actor, client=draft.client, question=question, answers=answers)
    CHECK_DRAFT.configure(lock=turn_of(draft.client_id)).defer(
        draft_id=draft.pk, language=present_language()
    )
    return draft
