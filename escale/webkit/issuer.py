"""How to reach the issuer, as pages say it; one that may ask nothing says what was last read."""

from escale.inquiries.models import IssuerContact
from escale.inquiries.queries import issuer_contact

_read: list[IssuerContact] = []


def present_contact() -> IssuerContact:
    """As staff wrote it."""
    _read[:] = [issuer_contact()]
    return _read[0]


def remembered_contact() -> IssuerContact:
    """The same as this process last read it, for outages: no query. Empty if it never did."""
    return _read[0] if _read else IssuerContact()
