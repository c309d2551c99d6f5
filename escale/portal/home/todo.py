"""« À traiter »: each figure leads to the list that it counts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from escale.dotations.figures import Attention
from escale.dotations.situations import Situation
from escale.kernel import clock
from escale.kernel.dates import french_date, long_date
from escale.kernel.money import format_euros
from escale.kernel.numbers import grouped
from escale.orders.queries import OrderCounts
from escale.portal.home.lists import list_of, resend_to


@dataclass(frozen=True, slots=True)
class ThingToDo:
    """`path` is the list that `number` counts, `action` what the button opens."""

    number: int
    title: str
    why: str
    path: str
    button: str
    action: str
    # error, calm, or nothing
    mood: str = ""


def things_to_do(
    dotations: Mapping[Situation, Attention], orders: OrderCounts, *, can_edit: bool
) -> list[ThingToDo]:
    """The most urgent first; what stands at zero is left out."""
    return [*_about_dotations(dotations, can_edit), *_to_pay(orders)]


def opening_sentence(number: int) -> str:
    """How many things there are to do, as the page says it first."""
    sentences = {
        0: _("Rien ne demande votre attention."),
        1: _("Un point demande votre attention."),
        2: _("Deux points demandent votre attention."),
        3: _("Trois points demandent votre attention."),
        4: _("Quatre points demandent votre attention."),
        5: _("Cinq points demandent votre attention."),
    }
    many = _("%(number)s points demandent votre attention.") % {"number": number}
    return sentences.get(number, many)


def _about_dotations(found: Mapping[Situation, Attention], can_edit: bool) -> Iterator[ThingToDo]:
    tellers = {
        Situation.UNSENT: _unsent,
        Situation.EMAIL_ERROR: _email_errors,
        Situation.WITHOUT_APPLICATION: _without_application,
        Situation.NEVER_OPENED: _never_opened,
        Situation.WAITING_TOO_LONG: _waiting_too_long,
        Situation.EXPIRING: _expiring,
    }
    for situation, teller in tellers.items():
        if one := found.get(situation):
            yield teller(one, can_edit)


def _unsent(one: Attention, can_edit: bool) -> ThingToDo:
    path = list_of(Situation.UNSENT)
    return ThingToDo(
        one.number,
        ngettext("E-mail qui n’a pas pu partir", "E-mails qui n’ont pas pu partir", one.number),
        _("Chaque ligne dit pourquoi : corrigez-la, ou renvoyez l’e-mail.") + _dormant(one),
        path,
        _("Voir et corriger") if can_edit else _("Voir les dotations"),
        path,
        mood="error",
    )


def _email_errors(one: Attention, can_edit: bool) -> ThingToDo:
    path = list_of(Situation.EMAIL_ERROR)
    return ThingToDo(
        one.number,
        ngettext("Dotation en erreur e-mail", "Dotations en erreur e-mail", one.number),
        ngettext(
            "Adresse refusée : ce bénéficiaire n’a pas reçu le dernier e-mail.",
            "Adresses refusées : ces bénéficiaires n’ont pas reçu le dernier e-mail.",
            one.number,
        )
        + _dormant(one),
        path,
        _("Corriger les adresses") if can_edit else _("Voir les dotations"),
        path,
        mood="error",
    )


def _without_application(one: Attention, _can_edit: bool) -> ThingToDo:
    path = list_of(Situation.WITHOUT_APPLICATION)
    return ThingToDo(
        one.number,
        ngettext("Compte créé sans application", "Comptes créés sans application", one.number),
        _("Il ne reste qu’à télécharger l’application sur le téléphone.") + _dormant(one),
        path,
        _("Voir qui relancer"),
        path,
    )


def _never_opened(one: Attention, can_edit: bool) -> ThingToDo:
    title = ngettext("Lien jamais ouvert", "Liens jamais ouverts", one.number)
    why = ngettext(
        "Premier e-mail parti il y a plus de 7 jours, personne n’a suivi son lien.",
        "Premiers e-mails partis il y a plus de 7 jours, personne n’a suivi leur lien.",
        one.number,
    )
    return _to_remind(Situation.NEVER_OPENED, one, (title, why), can_edit)


def _waiting_too_long(one: Attention, can_edit: bool) -> ThingToDo:
    title = ngettext(
        "Dotation en attente depuis plus de 30 jours",
        "Dotations en attente depuis plus de 30 jours",
        one.number,
    )
    return _to_remind(Situation.WAITING_TOO_LONG, one, (title, _since(one)), can_edit)


def _expiring(one: Attention, can_edit: bool) -> ThingToDo:
    """All on the same day: within sixty days, there is one end of year."""
    last = french_date(clock.today().replace(month=12, day=31))
    title = ngettext("Dotation expire le %(day)s", "Dotations expirent le %(day)s", one.number)
    why = ngettext(
        "Son bénéficiaire ne l’a pas activée : elle sera perdue.",
        "Leurs bénéficiaires ne les ont pas activées : elles seront perdues.",
        one.number,
    )
    return _to_remind(Situation.EXPIRING, one, (title % {"day": last}, why), can_edit)


def _to_remind(
    situation: Situation, one: Attention, words: tuple[str, str], can_edit: bool
) -> ThingToDo:
    """« Relancer » opens the mass send of this very list: who, how many, before anything leaves."""
    title, why = words
    path = list_of(situation)
    return ThingToDo(
        one.number,
        title,
        why + _dormant(one),
        path,
        _("Relancer") if can_edit else _("Voir les dotations"),
        resend_to(situation) if can_edit else path,
    )


def _since(one: Attention) -> str:
    if one.oldest is None:
        return ""
    day = localtime(one.oldest).date()
    return _("Le plus ancien e-mail date du %(day)s, soit %(number)s jours.") % {
        "day": long_date(day),
        "number": grouped((clock.today() - day).days),
    }


def _dormant(one: Attention) -> str:
    return " " + _("Montant en sommeil : %(amount)s.") % {"amount": format_euros(one.amount)}


def _to_pay(orders: OrderCounts) -> Iterator[ThingToDo]:
    if not orders.waiting:
        return
    title = ngettext("Commande à régler", "Commandes à régler", orders.waiting)
    path = reverse("portal:orders") + "#en-attente"
    yield ThingToDo(
        orders.waiting,
        f"{title}, {format_euros(orders.amount_to_pay)}",
        _("La production commence à réception du règlement."),
        path,
        _("Voir les commandes"),
        path,
        mood="calm",
    )
