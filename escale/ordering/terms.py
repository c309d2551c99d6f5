from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils.timezone import make_aware

from escale.kernel import clock
from escale.orders.states import PaymentMeans


@dataclass(frozen=True, slots=True)
class Terms:
    """What a draft does not say of the order it becomes; without date, it is placed today.

    `number` and `placed_on` are for an order taken over from elsewhere.
    """

    payment_means: PaymentMeans = PaymentMeans.TRANSFER
    placed_by: str = ""
    placed_on: date | None = None
    number: int | None = None
    # Whether the client gets the e-mail that confirms the order.
    tells_client: bool = True

    @property
    def day(self) -> date:
        return self.placed_on or clock.today()

    @property
    def moment(self) -> datetime:
        """Nothing is known of the hour of a past day: noon, but never later than now."""
        return min(make_aware(datetime.combine(self.day, time(12))), clock.now())
