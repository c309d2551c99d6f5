from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from escale.kernel.errors import DomainError


class TermsRefused(DomainError):
    """`problems`: a sentence by field."""

    code = "reminder-terms-refused"

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = dict(problems)


class FirstDayChanged(DomainError):
    """Not as many as the person saw: they look again."""

    code = "reminders-first-day-changed"

    def __init__(self) -> None:
        super().__init__(
            _(
                "Le nombre de relances a changé pendant que vous lisiez. Vérifiez-le, "
                "puis confirmez."
            )
        )
