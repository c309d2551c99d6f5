"""One person: the account and the dotations it holds, or the dotation alone; all their traces."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from escale.activation.models import Beneficiary, Holding
from escale.bounces.models import ReceivedBounce
from escale.dotations.models import Dotation
from escale.exports.models import Export
from escale.imports.models import ImportRow
from escale.kernel.emails import ascii_address
from escale.kernel.phones import phone_digits
from escale.mailing.models import OutgoingMessage
from escale.ordering.models import DraftLine
from escale.sms.models import OutgoingText

MOST_FOUND = 50


@dataclass(frozen=True, slots=True)
class Person:
    dotations: Sequence[Dotation]
    account: Beneficiary | None

    @property
    def is_served(self) -> bool:
        return not all(dotation.is_closed for dotation in self.dotations)

    @property
    def is_erased(self) -> bool:
        return self.account is None and not any(dotation.email for dotation in self.dotations)

    @property
    def abouts(self) -> list[str]:
        """How messages and the journal name this person."""
        named = [dotation.about for dotation in self.dotations]
        return [*named, self.account.about] if self.account else named

    @property
    def addresses(self) -> list[str]:
        known = [dotation.email for dotation in self.dotations]
        if self.account:
            known += [self.account.email, self.account.pending_email]
        # As they are kept, and as servers name them.
        forms = [form for address in known for form in (address, ascii_address(address))]
        return sorted({form.lower() for form in forms if form})

    @property
    def messages(self) -> QuerySet[OutgoingMessage]:
        # To a former address, of another telephone: « dotation:1:former-address ».
        about = Q(about__in=self.abouts)
        for name in self.abouts:
            about |= Q(about__startswith=f"{name}:")
        return OutgoingMessage.objects.filter(about).order_by("id")

    @property
    def texts(self) -> QuerySet[OutgoingText]:
        return OutgoingText.objects.filter(about__in=self.abouts).order_by("id")

    @property
    def bounces(self) -> QuerySet[ReceivedBounce]:
        named = ReceivedBounce.objects.alias(lowered=Lower("address"))
        return named.filter(Q(message__in=self.messages) | Q(lowered__in=self.addresses))

    @property
    def import_rows(self) -> QuerySet[ImportRow]:
        return ImportRow.objects.filter(dotation_id__in=[row.pk for row in self.dotations])

    @property
    def draft_lines(self) -> QuerySet[DraftLine]:
        """Of the clients who gave these dotations; the same matricule and name, or address."""
        named = Q(pk__in=[])
        for row in self.dotations:
            is_same = Q(matricule=row.matricule, last_name__iexact=row.last_name)
            if row.email:
                is_same |= Q(email__iexact=row.email)
            named |= Q(draft__client_id=row.client_id) & is_same
        return DraftLine.objects.filter(named)

    @property
    def exports(self) -> QuerySet[Export]:
        """Any workbook of these clients may name them."""
        return Export.objects.filter(client_id__in=[row.client_id for row in self.dotations])


def person_of(dotation: Dotation) -> Person:
    holding = Holding.objects.filter(dotation=dotation).select_related("beneficiary").first()
    if holding is None:
        return Person([dotation], None)
    held = Holding.objects.filter(beneficiary=holding.beneficiary).values("dotation_id")
    dotations = Dotation.objects.filter(pk__in=held).select_related("client", "order")
    return Person(list(dotations.order_by("id")), holding.beneficiary)


def find_dotations(text: str) -> list[Dotation]:
    """By whole address, mobile or number of the dotation: what a request gives."""
    typed = text.strip()
    digits = phone_digits(typed)
    found = Q(email__iexact=typed)
    if typed.isascii() and typed.isdigit() and len(typed) < 10:
        found |= Q(pk=int(typed))
    elif len(digits) >= 9:
        found |= Q(phone__endswith=digits[-9:])
    rows = Dotation.objects.filter(found).exclude(email="").select_related("client", "order")
    return list(rows.order_by("-id")[:MOST_FOUND]) if typed else []
