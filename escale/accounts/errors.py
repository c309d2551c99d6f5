from escale.kernel.errors import DomainError


class PasswordRefused(DomainError):
    code = "password-refused"
