from collections.abc import Sequence

from django.db import transaction

from escale.activation.actions.erase_accounts import erase_accounts
from escale.bounces.models import ReceivedBounce
from escale.dotations.actions.forget_people import forget_people
from escale.dotations.queries import lock_dotation
from escale.exports.models import Export
from escale.journal.actions.record import record
from escale.journal.actor import Actor
from escale.mailing.actions.cancel_messages import cancel_messages
from escale.mailing.actions.forget_messages import forget_messages
from escale.privacy.errors import AlreadyErased, StillServed
from escale.privacy.people import Person, person_of
from escale.sms.actions.cancel_texts import cancel_texts
from escale.sms.actions.forget_texts import forget_texts


@transaction.atomic
def erase_person(*, actor: Actor, dotation_id: int) -> Person:
    """All that names the person of this dotation goes, from every table; the figures stay.

    Refused while one of their dotations is open: they could not be reached any more.
    """
    person = person_of(lock_dotation(dotation_id))
    if person.is_erased:
        raise AlreadyErased
    if person.is_served:
        raise StillServed
    _forget_files(person)
    _forget_correspondence(person)
    forget_people(ids=[dotation.pk for dotation in person.dotations])
    if person.account:
        erase_accounts(ids=[person.account.pk])
    for dotation in person.dotations:
        record(
            actor=actor,
            verb="person-erased",
            about=dotation.about,
            client_id=dotation.client_id,
        )
    return person


def _forget_files(person: Person) -> None:
    person.import_rows.delete()
    person.draft_lines.delete()
    files = [str(export.file) for export in person.exports if export.file]
    person.exports.delete()
    transaction.on_commit(lambda: _delete(files))


def _delete(files: Sequence[str]) -> None:
    storage = Export._meta.get_field("file").storage
    for name in files:
        storage.delete(name)


def _forget_correspondence(person: Person) -> None:
    bounces = list(person.bounces.values_list("pk", flat=True))
    ReceivedBounce.objects.filter(pk__in=bounces).update(content=None, address="", diagnostic="")
    cancel_messages(about=person.abouts)
    for about in person.abouts:
        cancel_texts(about=about)
    forget_messages(ids=list(person.messages.values_list("pk", flat=True)))
    forget_texts(ids=list(person.texts.values_list("pk", flat=True)))
