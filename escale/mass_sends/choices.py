"""To whom a mass send goes: what was chosen, and the dotations that it names."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from typing import Any, Self

from django.db.models.functions import Now

from escale.clients.models import Member
from escale.dotations.models import DotationQuerySet
from escale.dotations.queries import dotations_visible_to, found_dotations
from escale.dotations.rules import Mail
from escale.dotations.search import Criteria
from escale.dotations.situations import Situation
from escale.dotations.states import DotationStatus
from escale.kernel.many import numbers
from escale.mass_sends.models import Scope

SILENT_DAYS = 7


@dataclass(frozen=True, slots=True)
class Choice:
    scope: Scope = Scope.ALL
    criteria: Criteria = field(default_factory=Criteria)
    situation: Situation | None = None
    # Of SILENT: since their last e-mail.
    days: int = SILENT_DAYS
    ticked: tuple[int, ...] = ()

    @property
    def mail(self) -> Mail:
        """What leaves to everybody of the scope."""
        return Mail.APPLICATION if self.scope == Scope.ACCOUNTS else Mail.ACTIVATION

    def stored(self) -> dict[str, Any]:
        """Only what the scope looks at."""
        match self.scope:
            case Scope.SEARCH:
                situation = self.situation.value if self.situation else None
                return {"criteria": asdict(self.criteria), "situation": situation}
            case Scope.TICKED:
                return {"ticked": list(self.ticked)}
            case Scope.SILENT:
                return {"days": self.days}
        return {}

    @classmethod
    def restored(cls, scope: str, stored: Mapping[str, Any]) -> Self:
        """The choice that `stored()` described."""
        situation = stored.get("situation")
        return cls(
            Scope(scope),
            Criteria(**stored.get("criteria", {})),
            Situation(situation) if situation else None,
            stored.get("days", SILENT_DAYS),
            tuple(stored.get("ticked", ())),
        )


def dotations_of(member: Member, choice: Choice) -> DotationQuerySet:
    """Every dotation of the scope, whether it can be written to or not."""
    rows = dotations_visible_to(member)
    match choice.scope:
        case Scope.SEARCH:
            return found_dotations(member, choice.criteria, choice.situation)
        case Scope.TICKED:
            return rows.filter(pk__in=numbers(choice.ticked))
        case Scope.ERRORS:
            return rows.filter(status=DotationStatus.EMAIL_ERROR)
        case Scope.SILENT:
            return rows.filter(
                status=DotationStatus.AWAITING_ACTIVATION,
                account_created_at=None,
                last_message__created_at__lte=Now() - timedelta(days=choice.days),
            )
        case Scope.ACCOUNTS:
            return rows.filter(Situation.WITHOUT_APPLICATION.condition())
    return rows
