"""What may be asked of a dotation and which e-mail follows: the same for every door (R38, D7).

Pure functions on a dotation that the caller has locked, or read for a preview.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from escale.dotations.contact import Contact
from escale.dotations.errors import (
    AccountAlreadyCreated,
    AccountNotCreated,
    DotationActivated,
    DotationCancelled,
    DotationExpired,
    EmailLocked,
    FirstEmailNotSent,
)
from escale.dotations.states import BEFORE_FIRST_EMAIL, EDITABLE, DotationStatus
from escale.kernel.emails import same_address


class Mail(StrEnum):
    """The guide's two e-mails: B creates the account, A tells of the new number (R34, R35).

    And what reminds of a step that is missing (B8).
    """

    ACTIVATION = "activation"
    PHONE_CHANGED = "phone_changed"
    # B once more, worded as a reminder: nobody at the client asked for this one.
    REMINDER = "reminder"
    # « Il ne reste que l’application », once the account exists; it carries no activation link.
    APPLICATION = "application"
    # B again for the new contact, in the place of the one that has not left yet (R29).
    FIRST_ACTIVATION = "first_activation"


class Standing(Protocol):
    """What the rules look at: a dotation, or what was read of one for a preview."""

    @property
    def email(self) -> str: ...
    @property
    def phone(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def has_account(self) -> bool: ...
    @property
    def last_message_id(self) -> int | None: ...
    @property
    def first_mail_is_stuck(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Plan:
    """What a validation will do. `mail` is None where none is made: the first is to come (R29)."""

    email_changed: bool
    phone_changed: bool
    mail: Mail | None

    @property
    def changes_anything(self) -> bool:
        return self.email_changed or self.phone_changed

    @property
    def adds_mail(self) -> bool:
        """Whether the beneficiary gets one more e-mail than without this validation."""
        return self.mail not in (None, Mail.FIRST_ACTIVATION)


def plan_correction(
    dotation: Standing, contact: Contact, *, before_first_email: bool = False
) -> Plan:
    """The effect of giving a dotation this contact (R36). Raises a DotationRefused that says why.

    `before_first_email` opens dotations whose first e-mail has not been accepted: it will use the
    new contact, the one that waits in the outbox is made again, and no other leaves (R29). So does
    a first e-mail that is stuck, which may be made again for the same contact too.
    """
    _check_open(dotation)
    email_changed = not same_address(contact.email, dotation.email)
    phone_changed = contact.phone != dotation.phone
    if dotation.status in BEFORE_FIRST_EMAIL:
        is_changed, is_stuck = email_changed or phone_changed, dotation.first_mail_is_stuck
        if not is_stuck and not (before_first_email and is_changed):
            raise FirstEmailNotSent
        is_queued = dotation.last_message_id is not None
        return Plan(email_changed, phone_changed, Mail.FIRST_ACTIVATION if is_queued else None)
    if dotation.has_account and email_changed:
        raise EmailLocked
    if not email_changed and not phone_changed:
        return plan_resend(dotation)
    mail = Mail.ACTIVATION if email_changed else Mail.PHONE_CHANGED
    return Plan(email_changed, phone_changed, mail)


def plan_resend(dotation: Standing) -> Plan:
    """The activation mail once more, to the address as it is (R18, R20)."""
    _check_open(dotation)
    if dotation.status not in EDITABLE:
        raise FirstEmailNotSent
    if dotation.has_account:
        raise AccountAlreadyCreated
    return Plan(email_changed=False, phone_changed=False, mail=Mail.ACTIVATION)


def plan_application_reminder(dotation: Standing) -> Plan:
    """To whom `plan_resend` refuses because of an account: only the application is missing."""
    _check_open(dotation)
    if dotation.status not in EDITABLE:
        raise FirstEmailNotSent
    if not dotation.has_account:
        raise AccountNotCreated
    return Plan(email_changed=False, phone_changed=False, mail=Mail.APPLICATION)


def _check_open(dotation: Standing) -> None:
    if dotation.status == DotationStatus.ACTIVATED:
        raise DotationActivated
    if dotation.status == DotationStatus.EXPIRED:
        raise DotationExpired
    if dotation.status == DotationStatus.CANCELLED:
        raise DotationCancelled
    if dotation.status == DotationStatus.ORDERED:
        raise FirstEmailNotSent
