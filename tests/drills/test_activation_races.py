"""F15, F16, S6: one link, one code, one dotation, and everybody at once."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client as Browser

from escale.activation.actions.activate_holdings import activate_holdings
from escale.activation.actions.confirm_code import confirm_code
from escale.activation.actions.send_code import send_code
from escale.activation.errors import ActivationStepRefused, CodeDead, CodeTooSoon, CodeWrong
from escale.activation.models import Beneficiary, Holding, PhoneCode
from escale.activation.tests.factories import BeneficiaryFactory, holding
from escale.activation.tests.links import path_of
from escale.dotations.actions.activate_dotation import activate_dotation
from escale.dotations.actions.resend_activation import resend_activation
from escale.dotations.errors import DotationRefused
from escale.dotations.models import Dotation
from escale.dotations.states import DotationStatus
from escale.dotations.tests.factories import DotationFactory
from escale.journal.actor import SYSTEM
from escale.kernel.tokens import sign_digits
from escale.mailing.models import OutgoingMessage
from escale.mailing.states import WAITING
from escale.sms.models import OutgoingText
from escale.sms.rendering import CODE_PURPOSE
from tests.drills.size import sized

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]
AT_ONCE = 10
POSTS = 50
TRIES = 100
RACES = sized(small=250, full=1_000)


def at_once(times: int, act: Callable[[int], str]) -> Counter[str]:
    """How each of them ended; each thread has a connection of its own."""

    def run(index: int) -> str:
        try:
            return act(index)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return Counter(pool.map(run, range(times)))


def test_fifty_posts_of_one_link_make_one_account() -> None:
    row = DotationFactory.create()
    browsers = [Browser() for _ in range(POSTS)]
    for browser in browsers:
        browser.get(path_of(row))

    def post(index: int) -> str:
        form = {"email": row.email, "terms": "on"}
        answer = browsers[index].post("/activer/compte/", form)
        return answer.headers.get("Location", str(answer.status_code))

    assert at_once(POSTS, post) == {"/activer/envoye/": 1, "200": POSTS - 1}
    assert Beneficiary.objects.count() == Holding.objects.count() == 1
    assert OutgoingMessage.objects.count() == 1


def test_links_of_one_address_followed_at_once_make_one_account() -> None:
    first = DotationFactory.create()
    same = {name: getattr(first, name) for name in ("email", "first_name", "last_name")}
    rows = [first, *DotationFactory.create_batch(AT_ONCE - 1, **same)]
    browsers = [Browser() for _ in rows]
    for browser, row in zip(browsers, rows, strict=True):
        browser.get(path_of(row))

    def post(index: int) -> str:
        form = {"email": first.email, "terms": "on"}
        answer = browsers[index].post("/activer/compte/", form)
        return answer.headers.get("Location", str(answer.status_code))

    assert at_once(AT_ONCE, post) == {"/activer/envoye/": AT_ONCE}
    assert Beneficiary.objects.count() == 1
    assert Holding.objects.count() == AT_ONCE


def test_of_a_hundred_wrong_codes_five_are_looked_at() -> None:
    account = BeneficiaryFactory.create(with_password=True)
    holding(account)
    digits = sign_digits(CODE_PURPOSE, send_code(beneficiary_id=account.pk).payload)
    wrong = [f"{number:06}" for number in range(TRIES + 1) if f"{number:06}" != digits]

    def guess(index: int) -> str:
        try:
            confirm_code(beneficiary_id=account.pk, typed=wrong[index])
        except CodeWrong:
            return "wrong"
        except CodeDead:
            return "dead"
        return "right"

    assert at_once(TRIES, guess) == {"wrong": 4, "dead": TRIES - 4}
    assert PhoneCode.objects.get().tries == 5
    with pytest.raises(CodeDead):
        confirm_code(beneficiary_id=account.pk, typed=digits)


def test_codes_asked_for_at_once_are_one_text() -> None:
    account = BeneficiaryFactory.create(with_password=True)
    holding(account)

    def ask(_index: int) -> str:
        try:
            send_code(beneficiary_id=account.pk)
        except CodeTooSoon:
            return "too soon"
        except ActivationStepRefused as refusal:
            return refusal.code
        return "sent"

    assert at_once(POSTS, ask) == {"sent": 1, "too soon": POSTS - 1}
    assert OutgoingText.objects.count() == 1


def test_a_resend_never_undoes_nor_follows_an_activation() -> None:
    rows = DotationFactory.create_batch(RACES)

    def race(index: int) -> str:
        row, is_resend = rows[index // 2], index % 2
        try:
            if is_resend:
                resend_activation(actor=SYSTEM, dotation_id=row.pk)
            else:
                activate_dotation(actor=SYSTEM, dotation_id=row.pk)
        except DotationRefused as refusal:
            return refusal.code
        return "resent" if is_resend else "activated"

    ended = at_once(2 * RACES, race)
    assert ended["activated"] == RACES
    assert ended["resent"] + ended["dotation-activated"] == RACES
    assert set(Dotation.objects.values_list("status", flat=True)) == {DotationStatus.ACTIVATED}
    # Those that came first were queued, then stopped by the activation: nothing leaves after it.
    assert not OutgoingMessage.objects.filter(state__in=WAITING).exists()
    assert OutgoingMessage.objects.count() == ended["resent"]


def test_two_telephones_activate_each_dotation_once() -> None:
    account = BeneficiaryFactory.create(configured=True)
    for _ in range(5):
        holding(account)

    def activate(_index: int) -> str:
        return str(len(activate_holdings(beneficiary=account)))

    assert at_once(AT_ONCE, activate) == {"5": 1, "0": AT_ONCE - 1}
    assert set(Dotation.objects.values_list("status", flat=True)) == {DotationStatus.ACTIVATED}
