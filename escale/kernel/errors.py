"""The one kind of exception whose text is meant for the person in front of the screen."""

from django.utils.functional import Promise


class DomainError(Exception):
    """A refusal by a rule of the domain. `str(error)` says, in French, what to do about it.

    `code` names the refusal for programs (API answers, tests); it never changes with the wording.
    """

    code = "refused"

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)

    def __str__(self) -> str:
        return str(self.args[0])
