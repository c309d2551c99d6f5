"""« Activation des dotations »: the funnel as the page draws it, each loss with its list."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from escale.dotations.figures import Funnel
from escale.dotations.situations import Situation
from escale.kernel.numbers import grouped
from escale.portal.home.lists import list_of


@dataclass(frozen=True, slots=True)
class Loss:
    """Who has not come that far; the sentence follows the number."""

    number: int
    sentence: str
    path: str


@dataclass(frozen=True, slots=True)
class Stage:
    """One bar: `number` of `total` have come here, `lost` stopped just before."""

    name: str
    number: int
    total: int
    loss: Loss | None = None

    @property
    def lost(self) -> int:
        return self.loss.number if self.loss else 0

    @property
    def off(self) -> int:
        """Lost at earlier stages."""
        return self.total - self.number - self.lost

    @property
    def off_start(self) -> int:
        return self.number + self.lost

    @property
    def percent(self) -> int:
        """Rounded, except that 100 means all and 0 means none."""
        if self.number in (0, self.total):
            return 100 if self.number else 0
        return min(max(round(100 * self.number / self.total), 1), 99)


def stages(funnel: Funnel) -> list[Stage]:
    """None where no dotation is on its way."""
    total = funnel.ordered
    if not total:
        return []
    return [
        Stage(_("Dotations commandées"), total, total),
        Stage(_("E-mail envoyé"), funnel.sent, total, _before_first_email(funnel)),
        Stage(_("Compte créé"), funnel.with_account, total, _without_account(funnel)),
        Stage(
            _("Application configurée, dotation activée"),
            funnel.activated,
            total,
            _without_application(funnel),
        ),
    ]


def extent(funnel: Funnel) -> str:
    """What the funnel is of."""
    number = funnel.ordered
    dotations = ngettext("%(n)s dotation", "%(n)s dotations", number) % {"n": grouped(number)}
    return ngettext(
        "%(dotations)s dans votre commande en cours de traitement.",
        "%(dotations)s dans vos %(orders)s commandes en cours de traitement.",
        funnel.orders,
    ) % {"dotations": dotations, "orders": grouped(funnel.orders)}


def _before_first_email(funnel: Funnel) -> Loss | None:
    number, path = funnel.before_first_email, list_of(Situation.BEFORE_FIRST_EMAIL)
    if not number:
        return None
    if funnel.in_production and funnel.in_integration:
        return Loss(
            number,
            _("sans e-mail : %(production)s en production, %(integration)s en intégration.")
            % {
                "production": grouped(funnel.in_production),
                "integration": grouped(funnel.in_integration),
            },
            path,
        )
    if funnel.in_production:
        sentence = ngettext(
            "en production : son e-mail partira à la fin de l’intégration.",
            "en production : leur e-mail partira à la fin de l’intégration.",
            number,
        )
    else:
        sentence = ngettext(
            "en intégration : son e-mail partira dans les prochaines heures.",
            "en intégration : leur e-mail partira dans les prochaines heures.",
            number,
        )
    return Loss(number, sentence, path)


def _without_account(funnel: Funnel) -> Loss | None:
    if not funnel.without_account:
        return None
    parts = []
    if funnel.email_errors:
        parts.append(_("%(n)s en erreur e-mail") % {"n": grouped(funnel.email_errors)})
    if funnel.silent:
        sentence = ngettext(
            "%(n)s n’a pas encore répondu", "%(n)s n’ont pas encore répondu", funnel.silent
        )
        parts.append(sentence % {"n": grouped(funnel.silent)})
    return Loss(
        funnel.without_account,
        _("sans compte : %(parts)s.") % {"parts": ", ".join(parts)},
        list_of(Situation.WITHOUT_ACCOUNT),
    )


def _without_application(funnel: Funnel) -> Loss | None:
    number = funnel.without_application
    if not number:
        return None
    sentence = ngettext(
        "a un compte mais doit encore télécharger l’application.",
        "ont un compte mais doivent encore télécharger l’application.",
        number,
    )
    return Loss(number, sentence, list_of(Situation.WITHOUT_APPLICATION))
