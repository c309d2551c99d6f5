"""D13: none within ten minutes, ten at most, whichever the channel; the same in Python and SQL."""

from datetime import timedelta
from itertools import product

import pytest
from django.db.models import F

from escale.clients.models import Member
from escale.dotations.actions.correct_contact import correct_contact
from escale.dotations.actions.correct_contacts import WantedContact, correct_contacts
from escale.dotations.actions.resend_activation import resend_activation
from escale.dotations.brake import (
    ACTIVATION,
    CORRECTS,
    MOST,
    NOTHING,
    Brake,
    Sent,
    sent_about,
    sent_lately,
    sent_number,
)
from escale.dotations.contact import Contact
from escale.dotations.errors import Braked, SentLately, SentTooOften
from escale.dotations.models import Dotation
from escale.dotations.rules import Mail
from escale.dotations.tests.factories import DotationFactory
from escale.journal.actor import SYSTEM
from escale.journal.queries import entries_about
from escale.kernel import clock
from escale.mailing.models import OutgoingMessage
from escale.mailing.states import MessageState
from escale.mailing.tests.factories import OutgoingMessageFactory
from tests.personas import SignIn

pytestmark = pytest.mark.django_db
A_WHILE = timedelta(minutes=10, seconds=1)
LEFT: dict[str, object] = {
    "state": MessageState.SENT,
    "next_attempt_at": None,
    "sent_at": clock.now(),
    "settled_at": clock.now(),
}
KINDS: list[dict[str, object]] = [
    {},
    {"context": {CORRECTS: True}},
    {"state": MessageState.CANCELLED},
    {"template": "dotations/emails/phone_changed"},
]


def sent(row: Dotation, number: int = 1, *, ago: timedelta = A_WHILE, **fields: object) -> None:
    as_usual = LEFT | {"template": ACTIVATION, "about": row.about, "recipient": row.email}
    messages = OutgoingMessageFactory.create_batch(number, **as_usual | fields)
    pks = [message.pk for message in messages]
    OutgoingMessage.objects.filter(pk__in=pks).update(created_at=clock.database_now() - ago)


def later(**delay: float) -> None:
    OutgoingMessage.objects.update(created_at=F("created_at") - timedelta(**delay))


def test_python_and_sql_say_the_same() -> None:
    for ago, number, kind in product(
        (timedelta(minutes=9, seconds=50), A_WHILE), (0, 1, 9, 10, 11), KINDS
    ):
        row = DotationFactory.create()
        sent(row, number, ago=ago, **kind)
    now = clock.database_now()
    rows = Dotation.objects.annotate(lately=sent_lately(), number=sent_number())
    known = sent_about(row.about for row in rows)
    verdicts = set()
    for row in rows:
        found = known.get(row.about, NOTHING)
        lately = found.last_at is not None and now - found.last_at < timedelta(minutes=10)
        assert (row.lately, row.number) == (lately, found.counted)  # type: ignore[attr-defined]
        verdicts.add((lately, found.counted >= MOST))
    assert verdicts == {(False, False), (True, False), (False, True), (True, True)}


def test_a_second_one_waits_ten_minutes_and_the_time_is_told() -> None:
    row = DotationFactory.create()
    resend_activation(actor=SYSTEM, dotation_id=row.pk)
    later(minutes=3)
    with pytest.raises(SentLately, match="il y a 3 minutes, à"):
        resend_activation(actor=SYSTEM, dotation_id=row.pk)
    later(minutes=7)
    resend_activation(actor=SYSTEM, dotation_id=row.pk)


def test_the_eleventh_is_refused_whatever_the_channel(alice: Member) -> None:
    row = DotationFactory.create()
    sent(row, 10, ago=timedelta(days=3))
    same = Contact(row.email, row.phone)
    with pytest.raises(SentTooOften):
        correct_contact(actor=alice.actor, dotation_id=row.pk, contact=same)
    for mail in (None, Mail.REMINDER):
        done = correct_contacts(actor=alice.actor, wanted=[WantedContact(row.pk, mail=mail)])
        assert isinstance(done.refused[row.pk], SentTooOften)
    assert OutgoingMessage.objects.count() == 10


def test_reminders_leave_one_for_who_is_asked() -> None:
    row = DotationFactory.create()
    sent(row, 9, ago=timedelta(days=3))
    wanted = WantedContact(row.pk, mail=Mail.REMINDER)
    assert isinstance(correct_contacts(actor=SYSTEM, wanted=[wanted]).refused[row.pk], SentTooOften)
    assert correct_contacts(actor=SYSTEM, wanted=[WantedContact(row.pk)]).done


def test_a_correction_is_never_braked_nor_counted(alice: Member) -> None:
    row = DotationFactory.create()
    sent(row, 10, ago=timedelta(0))
    for number in range(3):
        contact = Contact(f"autre{number}@yopmail.example", row.phone)
        correct_contact(actor=alice.actor, dotation_id=row.pk, contact=contact)
    assert sent_about([row.about])[row.about].counted == 10


def test_the_other_mail_is_another_matter(alice: Member) -> None:
    row = DotationFactory.create()
    sent(row, ago=timedelta(0))
    contact = Contact(row.email, "+33665915236")
    correct_contact(actor=alice.actor, dotation_id=row.pk, contact=contact)
    assert OutgoingMessage.objects.filter(about=row.about).count() == 2


def test_an_override_is_journaled_and_only_one_that_was_needed(alice: Member) -> None:
    row = DotationFactory.create()
    for _ in range(2):
        resend_activation(actor=alice.actor, dotation_id=row.pk, brake=Brake.OFF)
    lines = entries_about(row.about).filter(verb="activation-resent").order_by("id")
    first, second = (line.changes for line in lines)
    assert first == {}
    assert second["override"][1].startswith("Déjà envoyé il y a 1 minute")


def test_on_the_row_it_is_told_and_a_second_act_sends(alice: Member, sign_in: SignIn) -> None:
    row = DotationFactory.create(order__client=alice.client)
    browser, path = sign_in(alice), f"/dotations/{row.pk}/corriger/"
    form = {"email": row.email, "phone": row.phone, "revision": 0}
    htmx = {"HX-Request": "true"}
    assert "repart à" in browser.post(path, form, headers=htmx).text
    again = browser.post(path, form | {"revision": 1}, headers=htmx).text
    assert "Déjà envoyé il y a 1 minute" in again
    assert "Renvoyer quand même" in again
    assert OutgoingMessage.objects.count() == 1
    insisted = form | {"revision": 1, "all_the_same": "on"}
    assert "repart à" in browser.post(path, insisted, headers=htmx).text
    # Sent twice, the second act sends once.
    browser.post(path, insisted, headers=htmx)
    left = OutgoingMessage.objects.exclude(state=MessageState.CANCELLED)
    assert left.count() == 1
    assert OutgoingMessage.objects.count() == 2


def test_nothing_sent_is_never_braked() -> None:
    Sent().check(clock.now())
    with pytest.raises(Braked):
        Sent(clock.now(), 1).check(clock.now())
