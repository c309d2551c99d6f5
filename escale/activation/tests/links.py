"""The addresses that e-mails hold, as their readers see them."""

from escale.activation.links import Use, account_link
from escale.activation.models import Beneficiary
from escale.dotations.links import activation_link
from escale.dotations.models import Dotation
from escale.kernel import clock
from escale.kernel.tokens import sign
from escale.mailing.links import SignedLink


def path_of(dotation: Dotation) -> str:
    return _path(activation_link(dotation, issued_at=clock.now()))


def password_path_of(beneficiary: Beneficiary, use: Use = Use.WELCOME) -> str:
    return _path(account_link(beneficiary, use=use, issued_at=clock.now()))


def _path(link: SignedLink) -> str:
    return link.path.format(token=sign(link.purpose, link.payload))
