"""How many codes a person may ask for, also at the same moment; on the database's clock (D11)."""

from datetime import timedelta

from django.db.models import DurationField, ExpressionWrapper, F, Q
from django.db.models.functions import Now

from escale.activation.errors import CodeTooSoon, TooManyCodes
from escale.activation.limits import BETWEEN_CODES, MOST_CODES
from escale.activation.models import Beneficiary, PhoneCode
from escale.kernel import clock
from escale.sms.states import TextState

# What the gateway never took has cost nothing and reached nobody: it does not count (F18).
NOT_TAKEN = Q(text__state=TextState.FAILED, text__sent_at=None)


def check_may_send(beneficiary: Beneficiary) -> None:
    """For an account that is held. Raises CodeTooSoon or TooManyCodes."""
    codes = PhoneCode.objects.filter(beneficiary=beneficiary).exclude(NOT_TAKEN)
    age = ExpressionWrapper(Now() - F("created_at"), output_field=DurationField())
    most = max(count for count, _period in MOST_CODES)
    ages: list[timedelta] = list(
        codes.annotate(age=age).order_by("-id").values_list("age", flat=True)[:most]
    )
    if ages and ages[0] < BETWEEN_CODES:
        raise CodeTooSoon(int((BETWEEN_CODES - ages[0]).total_seconds()) + 1)
    for count, period in MOST_CODES:
        if len(ages) >= count and ages[count - 1] < period:
            raise TooManyCodes(until=clock.now() + period - ages[count - 1])
