"""The ten steps of the guided tour: what to do, where, and what must then be seen."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Step:
    title: Promise
    do: Promise
    see: Promise
    place: Callable[[], str]

    @property
    def path(self) -> str:
        """Where it begins."""
        return self.place()


def _search(name: str) -> Callable[[], str]:
    return lambda: f"{reverse('portal:search')}?{urlencode({'last_name': name})}"


def _dotations(number: int) -> Callable[[], str]:
    return lambda: reverse("portal:order_dotations", args=[number])


def _mails_to(recipient: str) -> Callable[[], str]:
    return lambda: f"{reverse('demo:mailbox')}?{urlencode({'q': recipient})}"


STEPS = (
    Step(
        _("Se connecter"),
        _("Code client 1000001, mot de passe escale-demo-2026, puis « Se connecter »."),
        _(
            "« À traiter en priorité » compte une dotation en erreur e-mail (FERBACH) et un compte"
            " créé sans application (DIDEROT)."
        ),
        lambda: reverse("account_login"),
    ),
    Step(
        _("Regarder une commande avancer"),
        _("Ne touchez à rien pendant une minute : la commande 2 800 886 avance seule."),
        _(
            "TEST1 à TEST10 passent de « PRODUCTION » à « intégration », puis « En attente"
            " d’activation ». Leurs dix e-mails arrivent dans la Boîte aux lettres. Dans la"
            " commande 2 800 875, l’adresse de christine est refusée : « Erreur e-mail »."
        ),
        _dotations(2800886),
    ),
    Step(
        _("Corriger une adresse"),
        _(
            "Sur la ligne de FERBACH, acceptez l’adresse proposée (yopmail.example), puis appuyez"
            " sur le carré bleu."
        ),
        _(
            "La ligne disait pourquoi l’e-mail n’arrivait pas. Elle devient « En attente"
            " d’activation » : un nouvel e-mail est parti."
        ),
        _search("FERBACH"),
    ),
    Step(
        _("Créer le compte du bénéficiaire"),
        _(
            "Ouvrez le message le plus récent, puis son bouton « Créer mon compte ». Acceptez les"
            " conditions et validez."
        ),
        _(
            "L’ancien message, « non remis », mène à une page qui dit que son lien a été remplacé."
            " Le nouveau ouvre un formulaire déjà rempli."
        ),
        _mails_to("is-lef777"),
    ),
    Step(
        _("Choisir son mot de passe"),
        _("Ouvrez le message « C’est parti », son bouton, et choisissez un mot de passe."),
        _(
            "Dans le portail, la ligne de FERBACH est toujours « En attente d’activation », étape"
            " 2 sur 3 : le carré bleu n’envoie plus d’e-mail, il dit ce qu’il reste à faire."
        ),
        _mails_to("is-lef777"),
    ),
    Step(
        _("Changer le téléphone, puis activer"),
        _(
            "Remplacez le téléphone de FERBACH par 06 76 02 89 40, puis appuyez sur le carré bleu."
            " Dans « Application », connectez-vous avec is-lef777@yopmail.example et le mot de"
            " passe choisi : le code arrive par SMS, à droite du téléphone."
        ),
        _(
            "Un e-mail annonce le nouveau numéro. Une fois le code secret choisi, la dotation est"
            " « activé », sans recharger la page du portail."
        ),
        _search("FERBACH"),
    ),
    Step(
        _("Aider qui a créé son compte sans l’application"),
        _("Sur la ligne de DIDEROT, appuyez sur le carré bleu."),
        _(
            "« Compte créé, dotation non activée… » : aucun e-mail ne part, le flyer et la FAQ sont"
            " proposés."
        ),
        _search("DIDEROT"),
    ),
    Step(
        _("Corriger dans Excel"),
        _(
            "« Exporter », corrigez deux adresses et un téléphone dans votre tableur, enregistrez,"
            " puis « Importer » le fichier et appliquez."
        ),
        _(
            "Avant d’appliquer, chaque cellule changée est montrée, avec le nombre d’e-mails qui"
            " partiront. « Annuler cet import » remet tout comme avant, pendant 24 heures."
        ),
        _dotations(2800875),
    ),
    Step(
        _("Envoyer en masse"),
        _(
            "Lisez combien d’e-mails partiront et qui n’en recevra pas, envoyez, puis « Annuler"
            " l’envoi » dans la minute. Recommencez, et laissez partir."
        ),
        _("Annulé : aucun e-mail. La seconde fois, l’avancement se suit jusqu’au rapport."),
        lambda: reverse("portal:mass_send_new"),
    ),
    Step(
        _("Passer du côté de l’émetteur"),
        _(
            "Déconnectez-vous, puis connectez-vous avec staff et le même mot de passe. Pour"
            " recommencer la visite, « Réinitialiser », en haut de la page."
        ),
        _(
            "La console montre les virements attendus, les messages des clients, les e-mails et les"
            " envois suspendus ; « Voir comme le client » montre ce que voit un client."
        ),
        # Who is still the client is not let into the console.
        lambda: f"{reverse('account_logout')}?next={reverse('admin:index')}",
    ),
)
