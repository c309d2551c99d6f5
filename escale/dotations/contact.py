from dataclasses import dataclass

from escale.kernel.emails import EmailRefused, parse_email
from escale.kernel.errors import DomainError
from escale.kernel.phones import PhoneRefused, parse_mobile


class ContactRefused(DomainError):
    """What was typed cannot be an address or a mobile; both fields are judged at once."""

    code = "contact-refused"

    def __init__(self, *, email: str | None, phone: str | None) -> None:
        super().__init__(" ".join(filter(None, (email, phone))))
        self.email = email
        self.phone = phone


@dataclass(frozen=True, slots=True)
class Contact:
    """Where to reach a beneficiary: a checked address, a mobile in E.164."""

    email: str
    phone: str

    @classmethod
    def parsed(cls, *, email: str, phone: str) -> "Contact":
        """From what a person typed. Raises ContactRefused, with a reason for each field."""
        address = mobile = ""
        address_error = phone_error = None
        try:
            address = parse_email(email)
        except EmailRefused as error:
            address_error = str(error)
        try:
            mobile = parse_mobile(phone)
        except PhoneRefused as error:
            phone_error = str(error)
        if address_error or phone_error:
            raise ContactRefused(email=address_error, phone=phone_error)
        return cls(email=address, phone=mobile)
