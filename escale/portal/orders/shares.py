"""The dotations of an order as the shares of one bar."""

from dataclasses import dataclass

from escale.dotations.states import DotationStatus

# Class of the bar's rectangle and look of the legend, in the order they are drawn.
DRAWN = {
    DotationStatus.ACTIVATED: ("ok", "activee"),
    DotationStatus.AWAITING_ACTIVATION: ("wait", "attente"),
    DotationStatus.EMAIL_ERROR: ("ko", "erreur"),
    DotationStatus.INTEGRATION: ("idle", "integration"),
    DotationStatus.PRODUCTION: ("idle", "integration"),
    DotationStatus.EXPIRED: ("idle", "integration"),
    DotationStatus.CANCELLED: ("idle", "integration"),
}


@dataclass(frozen=True, slots=True)
class Share:
    status: DotationStatus
    number: int
    # Where the rectangle starts, in dotations.
    start: int
    fill: str
    look: str


def status_shares(counts: dict[DotationStatus, int]) -> list[Share]:
    shares: list[Share] = []
    start = 0
    for status, (fill, look) in DRAWN.items():
        if number := counts.get(status, 0):
            shares.append(Share(status, number, start, fill, look))
            start += number
    return shares
