"""« À traiter »: each figure leads to the list that it counts."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from escale.dotations.queries import HomeCounts
from escale.dotations.situations import Situation
from escale.kernel.dates import long_date
from escale.kernel.money import format_euros
from escale.orders.queries import OrderCounts


@dataclass(frozen=True, slots=True)
class ThingToDo:
    number: int
    title: str
    why: str
    button: str
    path: str
    # error, calm, or nothing
    mood: str = ""


def things_to_do(dotations: HomeCounts, orders: OrderCounts, *, can_edit: bool) -> list[ThingToDo]:
    """The most urgent first; what stands at zero is left out."""
    things = [
        _email_errors(dotations.email_errors, can_edit),
        _without_application(dotations.accounts_without_application),
        _waiting_too_long(dotations, can_edit),
        _to_pay(orders),
    ]
    return [thing for thing in things if thing.number]


def attention(number: int) -> str:
    """The sentence that opens the page."""
    if not number:
        return _("Rien ne demande votre attention.")
    sentence = ngettext(
        "%(number)s point demande votre attention.",
        "%(number)s points demandent votre attention.",
        number,
    )
    return sentence % {"number": number}


def _email_errors(number: int, can_edit: bool) -> ThingToDo:
    return ThingToDo(
        number,
        ngettext("Dotation en erreur e-mail", "Dotations en erreur e-mail", number),
        ngettext(
            "Adresse refusée : ce bénéficiaire n’a pas reçu le dernier e-mail.",
            "Adresses refusées : ces bénéficiaires n’ont pas reçu le dernier e-mail.",
            number,
        ),
        _("Corriger les adresses") if can_edit else _("Voir les dotations"),
        _list_of(Situation.EMAIL_ERROR),
        mood="error",
    )


def _without_application(number: int) -> ThingToDo:
    return ThingToDo(
        number,
        ngettext("Compte créé sans application", "Comptes créés sans application", number),
        _("Il ne reste qu’à télécharger l’application sur le téléphone."),
        _("Voir qui relancer"),
        _list_of(Situation.WITHOUT_APPLICATION),
    )


def _waiting_too_long(counts: HomeCounts, can_edit: bool) -> ThingToDo:
    oldest = counts.oldest_invitation
    return ThingToDo(
        counts.waiting_too_long,
        ngettext(
            "Dotation en attente depuis plus de 30 jours",
            "Dotations en attente depuis plus de 30 jours",
            counts.waiting_too_long,
        ),
        _("Le plus ancien e-mail date du %(day)s.") % {"day": long_date(localtime(oldest).date())}
        if oldest
        else "",
        _("Relancer") if can_edit else _("Voir les dotations"),
        _list_of(Situation.WAITING_TOO_LONG),
    )


def _to_pay(orders: OrderCounts) -> ThingToDo:
    title = ngettext("Commande à régler", "Commandes à régler", orders.waiting)
    return ThingToDo(
        orders.waiting,
        f"{title}, {format_euros(orders.amount_to_pay)}",
        _("La production commence à réception du règlement."),
        _("Voir les commandes"),
        reverse("portal:orders") + "#en-attente",
        mood="calm",
    )


def _list_of(situation: Situation) -> str:
    return f"{reverse('portal:search')}?situation={situation}"
