"""What is kept of people, why, and until when: one table for jobs and register."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from escale.accounts.queries import SESSIONS_KEPT, sessions_to_forget
from escale.activation.queries import accounts_to_forget
from escale.bounces.queries import bounces_to_forget
from escale.dotations.queries import dotations_to_forget
from escale.exports.queries import KEPT as EXPORTS_KEPT
from escale.exports.queries import exports_to_forget
from escale.imports.actions.open_import import KEPT as PREVIEWS_KEPT
from escale.imports.queries import ROWS_KEPT, imports_to_empty, previews_to_forget
from escale.inquiries.queries import inquiries_to_forget, visitors_inquiries_to_forget
from escale.journal.queries import lines_to_forget
from escale.mailing.queries import messages_to_forget
from escale.ordering.queries import KEPT as DRAFTS_KEPT
from escale.ordering.queries import drafts_to_forget
from escale.orders.queries import booklets_to_forget
from escale.sms.queries import texts_to_forget


@dataclass(frozen=True, slots=True)
class DataClass:
    """`due`: the rows whose time is over, counted by a dry run and acted on by the job."""

    key: str
    name: Promise
    holds: Promise
    purpose: Promise
    ground: Promise
    since: Promise
    ending: Promise
    kept: Callable[[], timedelta]
    due: Callable[[], Sequence[QuerySet[Any]]]

    @property
    def period(self) -> timedelta:
        return self.kept()

    @property
    def kept_for(self) -> str:
        """As people say it."""
        days = self.period.days
        if days == 1:
            return gettext("24 heures")
        if days % 365 == 0:
            return ngettext("%(count)s an", "%(count)s ans", days // 365) % {"count": days // 365}
        return ngettext("%(count)s jour", "%(count)s jours", days) % {"count": days}

    def count_due(self) -> int:
        return sum(rows.count() for rows in self.due())


CONTRACT = _("exécution du contrat")
SECURITY = _("intérêt légitime\u00a0: la sécurité des accès")
INTEREST = _("intérêt légitime\u00a0: la preuve de ce qui a été remis")
ERASED = _("effacé")
NAMELESS = _("rendu anonyme\u00a0: montants, dates et totaux restent, sans nom")

CLASSES = (
    DataClass(
        key="dotations",
        name=_("Bénéficiaires"),
        holds=_(
            "Matricule, nom, prénom, adresse e-mail et mobile, sur chaque dotation ou chéquier"
        ),
        purpose=_("Remettre à chacun la dotation que son employeur, CSE ou COS lui a commandée"),
        ground=CONTRACT,
        since=_("la fin de la commande"),
        ending=NAMELESS,
        kept=lambda: timedelta(days=settings.CONTACT_DAYS),
        due=lambda: (dotations_to_forget(), booklets_to_forget()),
    ),
    DataClass(
        key="accounts",
        name=_("Comptes des bénéficiaires"),
        holds=_(
            "Nom, adresse e-mail, mobile, date de naissance, empreintes du mot de passe et du code"
        ),
        purpose=_("Activer la dotation et ouvrir l’application"),
        ground=CONTRACT,
        since=_("la fin de la dernière commande"),
        ending=ERASED,
        kept=lambda: timedelta(days=settings.CONTACT_DAYS),
        due=lambda: (accounts_to_forget(),),
    ),
    DataClass(
        key="messages",
        name=_("E-mails envoyés"),
        holds=_("L’adresse et les valeurs du modèle\u202f; jamais le texte ni le lien"),
        purpose=_("Envoyer, réessayer, dire pourquoi un e-mail n’est pas arrivé"),
        ground=CONTRACT,
        since=_("l’envoi ou l’échec"),
        ending=_("rendu anonyme\u00a0: le modèle, la date et le résultat restent"),
        kept=lambda: timedelta(days=settings.MESSAGE_DAYS),
        due=lambda: (messages_to_forget(),),
    ),
    DataClass(
        key="texts",
        name=_("SMS envoyés"),
        holds=_("Le numéro et les valeurs du modèle\u202f; jamais le code"),
        purpose=_("Vérifier le mobile, annoncer une dotation"),
        ground=CONTRACT,
        since=_("l’envoi ou l’échec"),
        ending=_("rendu anonyme\u00a0: la date, le résultat et le coût restent"),
        kept=lambda: timedelta(days=settings.MESSAGE_DAYS),
        due=lambda: (texts_to_forget(),),
    ),
    DataClass(
        key="bounces",
        name=_("Retours d’e-mails"),
        holds=_("La réponse du serveur telle qu’elle est venue, qui nomme l’adresse"),
        purpose=_("Comprendre un échec\u202f; deux fois plus longtemps s’il attend une décision"),
        ground=INTEREST,
        since=_("la réception"),
        ending=_("effacé\u202f; la cause de l’échec reste"),
        kept=lambda: timedelta(days=settings.BOUNCE_CONTENT_DAYS),
        due=lambda: (bounces_to_forget(),),
    ),
    DataClass(
        key="drafts",
        name=_("Commandes en préparation"),
        holds=_(
            "La liste des bénéficiaires à commander\u202f; le fichier reçu s’efface dès sa lecture"
        ),
        purpose=_("Vérifier la liste avant de commander"),
        ground=CONTRACT,
        since=_("la dernière modification"),
        ending=ERASED,
        kept=lambda: DRAFTS_KEPT,
        due=lambda: (drafts_to_forget(),),
    ),
    DataClass(
        key="previews",
        name=_("Aperçus d’import"),
        holds=_("Les lignes d’un fichier de corrections qui n’est pas encore validé"),
        purpose=_("Montrer chaque changement avant de l’écrire"),
        ground=CONTRACT,
        since=_("le dépôt du fichier"),
        ending=ERASED,
        kept=lambda: PREVIEWS_KEPT,
        due=lambda: (previews_to_forget(),),
    ),
    DataClass(
        key="imports",
        name=_("Imports appliqués"),
        holds=_("Anciennes et nouvelles adresses, anciens et nouveaux mobiles"),
        purpose=_("Annuler un import, rendre compte de ce qu’il a changé"),
        ground=INTEREST,
        since=_("l’application"),
        ending=_("effacé\u202f; les totaux restent"),
        kept=lambda: ROWS_KEPT,
        due=lambda: (imports_to_empty(),),
    ),
    DataClass(
        key="exports",
        name=_("Classeurs exportés"),
        holds=_("La liste des dotations demandée"),
        purpose=_("La remettre à qui l’a demandée, et à personne d’autre"),
        ground=CONTRACT,
        since=_("la demande"),
        ending=ERASED,
        kept=lambda: EXPORTS_KEPT,
        due=lambda: (exports_to_forget(),),
    ),
    DataClass(
        key="sessions",
        name=_("Connexions"),
        holds=_("L’adresse du réseau et le navigateur de qui se connecte au portail"),
        purpose=_("Montrer à chacun où il est connecté, et fermer une session de loin"),
        ground=SECURITY,
        since=_("la connexion"),
        ending=ERASED,
        kept=lambda: SESSIONS_KEPT,
        due=lambda: (sessions_to_forget(),),
    ),
    DataClass(
        key="journal",
        name=_("Journal"),
        holds=_("Qui a fait quoi, quand et par où, avec les anciennes et les nouvelles valeurs"),
        purpose=_("Rendre compte de chaque changement, à l’organisation et à la personne"),
        ground=SECURITY,
        since=_("l’acte"),
        ending=ERASED,
        kept=lambda: timedelta(days=365 * settings.JOURNAL_MONTHS // 12),
        due=lambda: (lines_to_forget(),),
    ),
    DataClass(
        key="inquiries",
        name=_("Messages des clients"),
        holds=_("Le message, son auteur, son adresse, la réponse"),
        purpose=_("Répondre, et retrouver ce qui a été dit"),
        ground=INTEREST,
        since=_("le message"),
        ending=ERASED,
        kept=lambda: timedelta(days=settings.INQUIRY_DAYS),
        due=lambda: (inquiries_to_forget(),),
    ),
    DataClass(
        key="visitors_inquiries",
        name=_("Messages de personnes sans compte"),
        holds=_("Le message, le nom, l’organisation, l’adresse et le numéro donnés, la réponse"),
        purpose=_("Répondre à qui ne peut pas se connecter"),
        ground=_("intérêt légitime\u00a0: répondre à qui nous écrit"),
        since=_("le message"),
        ending=ERASED,
        kept=lambda: timedelta(days=settings.VISITOR_INQUIRY_DAYS),
        due=lambda: (visitors_inquiries_to_forget(),),
    ),
)
