"""What links lead to, where a beneficiary stands, what an account holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Lower, Now

from escale.activation.limits import CODE_LIFETIME, TRIES_PER_CODE
from escale.activation.links import AccountClaim, read_account_token
from escale.activation.models import Beneficiary, Device, Holding, PhoneCode
from escale.dotations.links import (
    ActivationClaim,
    activation_link,
    is_code_of,
    read_activation_token,
)
from escale.dotations.models import Dotation
from escale.dotations.states import CLOSED, EDITABLE, ENDED, DotationStatus
from escale.kernel import clock
from escale.kernel.text import fold
from escale.kernel.tokens import sign
from escale.mailing.models import OutgoingMessage
from escale.orders.queries import end_of_contacts

UNUSABLE = (DotationStatus.ORDERED, *ENDED)
# How messages name an account.
ACCOUNT = "beneficiary:"
# An address has a handful of dotations; a made-up one with thousands must cost no more.
MOST_PER_ADDRESS = 20


class LinkState(StrEnum):
    VALID = "valid"
    USED = "used"
    REPLACED = "replaced"
    EXPIRED = "expired"
    # The dotation itself expired or was cancelled.
    OVER = "over"
    # Forged, cut, of a dotation that is gone: one answer for all, it teaches nothing.
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class EndedTitle:
    """What the holder of its link is told, whoever that is by now."""

    client_name: str
    valid_until: date
    is_expired: bool


@dataclass(frozen=True, slots=True)
class OpenedLink:
    """What a link leads to. `dotation` only where the link is good: a dead one shows nothing.

    `dotation_id` of a genuine link, dead or not, for « Recevoir un nouveau lien ». Of a dotation
    that is over, `ended`: whose it was is not told.
    """

    state: LinkState
    dotation: Dotation | None = None
    dotation_id: int | None = None
    ended: EndedTitle | None = None


@dataclass(frozen=True, slots=True)
class OpenedAccount:
    """What a link to an account leads to; the same reserve holds."""

    state: LinkState
    claim: AccountClaim | None = None
    beneficiary: Beneficiary | None = None


@dataclass(frozen=True, slots=True)
class Steps:
    """How far somebody has come, without a word of who they are."""

    done: int
    # The message that holds the next step was sent for this dotation.
    dotation_id: int

    @property
    def is_complete(self) -> bool:
        return self.done == 3


def open_link(token: str) -> OpenedLink:
    """Read an activation link without spending anything: mail scanners open links too (D1)."""
    claim = read_activation_token(token)
    if claim is None:
        return OpenedLink(LinkState.UNKNOWN)
    dotation = _dotations().filter(pk=claim.dotation_id).first()
    if dotation is None:
        return OpenedLink(LinkState.UNKNOWN)
    state = state_of_link(claim, dotation)
    shown = dotation if state == LinkState.VALID else None
    known = None if state == LinkState.UNKNOWN else dotation.pk
    ended = _ended(dotation) if state == LinkState.OVER else None
    return OpenedLink(state, shown, known, ended)


def _ended(dotation: Dotation) -> EndedTitle:
    return EndedTitle(
        client_name=dotation.client.name,
        valid_until=dotation.order.valid_until,
        is_expired=dotation.status == DotationStatus.EXPIRED,
    )


def state_of_link(claim: ActivationClaim, dotation: Dotation) -> LinkState:
    """Whether a genuine link is still good for this dotation, as it stands."""
    if dotation.status == DotationStatus.ORDERED:
        return LinkState.UNKNOWN
    if claim.generation != dotation.link_generation:
        return LinkState.REPLACED
    if dotation.status in ENDED:
        return LinkState.OVER
    if dotation.has_account or dotation.is_closed:
        return LinkState.USED
    return LinkState.EXPIRED if clock.database_now() >= claim.expires_at else LinkState.VALID


def token_for_code(*, email: str, typed: str) -> str | None:
    """The token that a typed code stands for, at the address it was sent to."""
    for dotation in dotations_at(email):
        if is_code_of(dotation, typed) and dotation.last_message is not None:
            link = activation_link(dotation, issued_at=dotation.last_message.created_at)
            return sign(link.purpose, link.payload)
    return None


def open_account(token: str) -> OpenedAccount:
    """Read a link to an account, spending nothing."""
    claim = read_account_token(token)
    if claim is None:
        return OpenedAccount(LinkState.UNKNOWN)
    beneficiary = Beneficiary.objects.filter(pk=claim.beneficiary_id).first()
    if beneficiary is None:
        return OpenedAccount(LinkState.UNKNOWN)
    state = state_of_account_link(claim, beneficiary)
    return OpenedAccount(state, claim, beneficiary if state == LinkState.VALID else None)


def state_of_account_link(claim: AccountClaim, beneficiary: Beneficiary) -> LinkState:
    if claim.generation != beneficiary.password_generation:
        return LinkState.USED
    return LinkState.EXPIRED if clock.database_now() >= claim.expires_at else LinkState.VALID


def steps_behind(token: str) -> Steps | None:
    """« Où en suis-je ? » for the holder of a link to the present address; None for any other."""
    claim = read_activation_token(token)
    if claim is None:
        return None
    dotation = _dotations().filter(pk=claim.dotation_id).exclude(status__in=UNUSABLE).first()
    if dotation is None or claim.generation != dotation.link_generation:
        return None
    if dotation.status == DotationStatus.ACTIVATED:
        return Steps(3, dotation.pk)
    moments = (dotation.account_created_at, dotation.password_chosen_at)
    return Steps(sum(moment is not None for moment in moments), dotation.pk)


def dotations_at(email: str) -> list[Dotation]:
    """Dotations that wait for their beneficiary at this address, newest first."""
    found = _dotations().select_related("last_message").filter(status__in=EDITABLE)
    return list(_at(found, email).order_by("-id")[:MOST_PER_ADDRESS])


def beneficiary_at(email: str) -> Beneficiary | None:
    return (
        Beneficiary.objects.annotate(address=Lower("email")).filter(address=email.lower()).first()
    )


def beneficiary_with(pk: int, *, password_generation: int) -> Beneficiary | None:
    """The account, unless its password has changed since."""
    return Beneficiary.objects.filter(pk=pk, password_generation=password_generation).first()


def lock_beneficiary(pk: int) -> Beneficiary:
    return Beneficiary.objects.select_for_update(no_key=True).get(pk=pk)


def held_dotations(beneficiary: Beneficiary) -> list[Dotation]:
    """All that the account holds, newest first."""
    held = Holding.objects.filter(beneficiary=beneficiary).values("dotation_id")
    return list(_dotations().filter(pk__in=held).order_by("-id"))


def waiting_dotations(beneficiary: Beneficiary) -> list[Dotation]:
    """Held, and waiting for the application alone; newest first."""
    return [dotation for dotation in held_dotations(beneficiary) if dotation.status in EDITABLE]


def number_to_confirm(beneficiary: Beneficiary) -> str:
    """Where the code goes: the number that the client gives today, else the one configured."""
    waiting = waiting_dotations(beneficiary)
    if waiting and not beneficiary.is_configured:
        return waiting[0].phone
    return beneficiary.phone


def latest_code(beneficiary: Beneficiary) -> PhoneCode | None:
    """The newest code sent by SMS, dead or not, with its text."""
    codes = PhoneCode.objects.select_related("text").filter(beneficiary=beneficiary)
    return codes.order_by("-id").first()


def living_code(beneficiary: Beneficiary) -> PhoneCode | None:
    """The newest code, to the number of today, if it may still be tried: no earlier one may."""
    newest = PhoneCode.objects.filter(beneficiary=beneficiary).order_by("-id")[:1]
    code = PhoneCode.objects.filter(
        pk__in=newest.values("pk"),
        tries__lt=TRIES_PER_CODE,
        confirmed_at=None,
        created_at__gt=Now() - CODE_LIFETIME,
    ).first()
    return code if code and code.phone == number_to_confirm(beneficiary) else None


def is_taken(phone: str, *, by_other_than: Beneficiary) -> bool:
    return Beneficiary.objects.filter(phone=phone).exclude(pk=by_other_than.pk).exists()


def is_same_person(dotation: Dotation, account: Beneficiary) -> bool:
    """By name, case and accents aside; only ever asked where the address is the same."""
    return (fold(dotation.last_name), fold(dotation.first_name)) == (
        fold(account.last_name),
        fold(account.first_name),
    )


def device_with(token_hash: str) -> Device | None:
    return (
        Device.objects.select_related("beneficiary")
        .filter(token_hash=token_hash, revoked_at=None)
        .first()
    )


def _dotations() -> QuerySet[Dotation]:
    return Dotation.objects.select_related("client", "order")


def _at(rows: QuerySet[Dotation], email: str) -> QuerySet[Dotation]:
    return rows.annotate(address=Lower("email")).filter(address=email.lower())


def accounts_to_forget() -> QuerySet[Beneficiary]:
    """Older than what is kept of dotations, and holding none that is still to be kept."""
    limit = end_of_contacts()
    kept = Holding.objects.filter(beneficiary=OuterRef("pk")).exclude(
        dotation__status__in=CLOSED, dotation__order__closed_at__lt=limit
    )
    return Beneficiary.objects.filter(~Exists(kept), created_at__lt=limit)


def clients_of(messages: Iterable[OutgoingMessage]) -> list[int | None]:
    """Whose each is. An account's are of no client: of those whose dotations it holds."""
    found = list(messages)
    abouts = {message.about.partition(":")[2] for message in found if ACCOUNT in message.about}
    held = Holding.objects.filter(beneficiary_id__in=[it for it in abouts if it.isdecimal()])
    of_accounts = held.values_list("dotation__client_id", flat=True).distinct()
    return [*(message.client_id for message in found), *of_accounts]
