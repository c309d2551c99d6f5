"""How many codes a person may ask for, also at the same moment; on the database's clock (D11)."""

from datetime import timedelta

from django.db.models import DurationField, ExpressionWrapper, F, Q, QuerySet
from django.db.models.functions import Now

from escale.activation.errors import CodeTooSoon, TooManyCodes
from escale.activation.limits import BETWEEN_CODES, MOST_TO_NUMBER, MOST_TO_PERSON
from escale.activation.models import Beneficiary, PhoneCode
from escale.kernel import clock
from escale.sms.states import TextState

# What the gateway never took has cost nothing and reached nobody: it does not count (F18).
NOT_TAKEN = Q(text__state=TextState.FAILED, text__sent_at=None)


def check_may_send(beneficiary: Beneficiary, *, phone: str) -> None:
    """For an account that is held. Raises CodeTooSoon or TooManyCodes.

    A number that the client has just corrected starts afresh, within what one person may ask.
    """
    codes = PhoneCode.objects.filter(beneficiary=beneficiary).exclude(NOT_TAKEN)
    ages = _ages(codes, most=MOST_TO_PERSON[0])
    if ages and ages[0] < BETWEEN_CODES:
        raise CodeTooSoon(int((BETWEEN_CODES - ages[0]).total_seconds()) + 1)
    to_number = _ages(codes.filter(phone=phone), most=MOST_TO_NUMBER[0])
    for found, (count, period) in ((to_number, MOST_TO_NUMBER), (ages, MOST_TO_PERSON)):
        if len(found) >= count and found[count - 1] < period:
            raise TooManyCodes(until=clock.now() + period - found[count - 1])


def _ages(codes: QuerySet[PhoneCode], *, most: int) -> list[timedelta]:
    """Of the newest, the newest first."""
    age = ExpressionWrapper(Now() - F("created_at"), output_field=DurationField())
    return list(codes.annotate(age=age).order_by("-id").values_list("age", flat=True)[:most])
