"""Ordering, paying, cancelling."""

from django.utils.translation import gettext_lazy as _

from escale.portal.help.questions.links import CONDITIONS, CONTACT, ORDERING, ORDERS, SEARCH
from escale.portal.help.questions.question import Question, Topic

TOPIC = Topic(
    "commander",
    _("Commander et payer"),
    (
        Question(
            "passer-commande",
            _("Comment passer une commande ?"),
            _(
                "Dans « Commander », choisissez un produit, puis donnez les bénéficiaires : "
                "importez un fichier, copiez une commande passée ou saisissez à l’écran. Tout "
                "est vérifié ; le récapitulatif montre les montants. Rien n’est commandé avant "
                "votre confirmation."
            ),
            links=(ORDERING,),
            also="acheter nouvelle passer commande etapes",
            also_english="buy new place order steps",
        ),
        Question(
            "fichier-commande",
            _("Quel fichier préparer pour commander ?"),
            _(
                "Téléchargez le modèle dans « Commander » : une ligne par bénéficiaire, avec "
                "matricule, nom, prénom, e-mail, mobile et montant. Excel, LibreOffice et .csv "
                "conviennent ; les autres colonnes ne sont pas lues, et la page les nomme."
            ),
            links=(ORDERING,),
            also="modele excel colonnes liste beneficiaires csv tableur",
            also_english="template excel columns list spreadsheet",
        ),
        Question(
            "brouillon",
            _("Puis-je finir ma commande plus tard ?"),
            _(
                "Oui. Elle s’enregistre au fur et à mesure et vous attend sous « Commandes en "
                "préparation », 90 jours. Vos collègues gestionnaires peuvent la continuer."
            ),
            links=(ORDERING,),
            also="brouillon sauvegarder reprendre enregistrer preparation",
            also_english="draft save resume",
        ),
        Question(
            "prix",
            _("Combien coûte une commande ?"),
            _(
                "Le montant des dotations, plus une commission en pour cent de ce montant. Son "
                "taux s’affiche dans « Commander », et le récapitulatif montre le total avant "
                "que vous ne confirmiez."
            ),
            links=(CONDITIONS,),
            also="prix tarif cout frais commission pourcentage",
            also_english="price rate fees commission percent",
        ),
        Question(
            "payer",
            _("Comment payer ma commande (carte, virement…) ?"),
            _(
                "Ouvrez la commande, puis « Régler la commande » : les moyens proposés au "
                "moment de payer s’affichent. Par carte, la production commence aussitôt. Par "
                "virement, recopiez la référence et l’IBAN affichés ; un e-mail vous prévient "
                "quand le règlement est reçu."
            ),
            links=(ORDERS,),
            also=(
                "paiement regler reglement virement bancaire iban rib carte bleue cheque transfert"
            ),
            also_english="payment bank transfer iban card cheque",
        ),
        Question(
            "virement-pas-recu",
            _("J’ai payé et ma commande est toujours à régler. Pourquoi ?"),
            _(
                "Un virement met deux à trois jours ouvrés. Vérifiez que vous avez indiqué la "
                "référence de la commande. Passé ce délai, écrivez-nous avec la date et le "
                "montant du virement."
            ),
            links=(
                ORDERS,
                CONTACT,
            ),
            also="paye pas enregistre attente reglement retard",
            also_english="paid not recorded pending delay",
        ),
        Question(
            "delai-reglement",
            _("Que se passe-t-il si je ne règle pas la commande ?"),
            _(
                "Rien n’est produit et aucun e-mail ne part. Vous êtes prévenu par e-mail avant "
                "la fin du délai de règlement ; ensuite, la commande s’annule."
            ),
            links=(ORDERS,),
            also="impayee non reglee relance reglement echeance",
            also_english="unpaid due date",
        ),
        Question(
            "facture",
            _("Où trouver une facture ou un justificatif ?"),
            _(
                "Sur la page de la commande, « Documents » donne le « Détail de la commande » "
                "en PDF, avec ses lignes et son total ; la loupe de la liste l’ouvre aussi. "
                "S’il vous faut une facture, demandez-la à l’émetteur."
            ),
            links=(
                ORDERS,
                CONTACT,
            ),
            also="facture justificatif recu de paiement document pdf comptabilite loupe bon",
            also_english="invoice receipt document pdf accounting",
        ),
        Question(
            "annuler-commande",
            _("Comment annuler une commande ?"),
            _(
                "Tant qu’elle n’est pas réglée : ouvrez-la, puis « Annuler cette commande ». "
                "Une fois réglée, demandez à l’émetteur d’annuler ce qui n’est pas activé : le "
                "lien est sur sa page, et ce qui vous est rendu s’y affiche ensuite."
            ),
            links=(ORDERS,),
            also="annulation supprimer commande rembourser remboursement",
            also_english="cancellation delete order refund",
        ),
        Question(
            "annuler-dotation",
            _("Un salarié est parti. Puis-je annuler sa dotation ?"),
            _(
                "Si elle n’est pas activée, ouvrez sa page et cliquez sur « Demander son "
                "annulation » : l’émetteur décide et vous répond. Une dotation activée ne "
                "s’annule plus."
            ),
            links=(SEARCH,),
            also="annuler une dotation depart demission rembourser",
            also_english="cancel one allocation left resigned refund",
        ),
        Question(
            "trois-listes",
            _("Dans quelle liste se trouve ma commande ?"),
            _(
                "« Mes commandes en attente » : à régler, ou règlement pas encore reçu. « Mes "
                "commandes en cours de traitement » : réglées, avec au moins une dotation à "
                "activer. « Historique de mes commandes » : tout est activé, livré, expiré ou "
                "annulé."
            ),
            links=(ORDERS,),
            also="suivi ou est ma commande historique en cours",
            also_english="tracking where order history progress",
        ),
        Question(
            "validite",
            _("Jusqu’à quand les titres sont-ils valables ?"),
            _(
                "Jusqu’au 31\u00a0décembre de la deuxième année qui suit celle de l’émission. Ils "
                "peuvent encore être échangés jusqu’au 31\u00a0mars suivant."
            ),
            links=(CONDITIONS,),
            also="validite date limite fin echange perime",
            also_english="validity expiry date end exchange",
        ),
    ),
)
