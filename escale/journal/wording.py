"""What the journal says to people: a sentence for each verb, a word for each kind of act."""

from collections.abc import Mapping

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Act(models.TextChoices):
    CONTACT = "contact", _("Coordonnées")
    MAIL = "mail", _("E-mails et SMS")
    ORDER = "order", _("Commandes et règlements")
    FILE = "file", _("Imports et exports")
    ACTIVATION = "activation", _("Activation")
    ACCESS = "access", _("Accès et équipe")
    INQUIRY = "inquiry", _("Messages à l’émetteur")
    ISSUER = "issuer", _("Réglages de l’émetteur")
    OUTSIDE = "outside", _("Hors d’Escale")


SENTENCES: Mapping[Act, Mapping[str, Promise]] = {
    Act.CONTACT: {
        "contact-corrected": _("Coordonnées modifiées"),
        "contact-restored": _("Coordonnées rétablies, import annulé"),
        "correction-undone": _("Modification annulée, coordonnées rétablies"),
        "address-adopted": _("Adresse changée par le bénéficiaire"),
        "address-repaired": _("Adresse remise en ordre, la même à la lecture"),
        "hint-dismissed": _("Suggestion de domaine écartée"),
        "hint-restored": _("Suggestion de domaine à nouveau proposée"),
        "columns-remembered": _("Colonnes de fichiers retenues"),
    },
    Act.MAIL: {
        "activation-resent": _("E-mail d’activation renvoyé"),
        "application-reminded": _("Rappel « Il ne reste que l’application » envoyé"),
        "email-failed": _("E-mail refusé par le serveur"),
        "phone-text-failed": _("SMS non remis"),
        "phone-taken": _("Numéro déjà utilisé par un autre bénéficiaire"),
        "first-emails-sent": _("Premiers e-mails envoyés"),
        "mass-send-planned": _("Envoi en masse préparé"),
        "mass-send-queued": _("Envoi en masse parti"),
        "mass-send-stopped": _("Envoi en masse arrêté"),
        "reminders-switched-on": _("Relances automatiques mises en marche"),
        "reminders-changed": _("Relances automatiques modifiées"),
        "reminders-switched-off": _("Relances automatiques arrêtées"),
        "reminders-sent": _("Relances automatiques parties"),
        "bounce-attached": _("Retour d’e-mail rattaché"),
        "bounce-released": _("Retour d’e-mail appliqué"),
        "bounce-discarded": _("Retour d’e-mail écarté"),
        "mail-suspended": _("Envois suspendus"),
        "mail-resumed": _("Envois repris"),
    },
    Act.ORDER: {
        "order-created": _("Commande passée"),
        "order-loaded": _("Commande chargée depuis un fichier"),
        "order-taken-over": _("Commande reprise d’un autre portail"),
        "payment-means-chosen": _("Moyen de paiement choisi"),
        "payment-reminded": _("Règlement rappelé, avec le jour de l’annulation"),
        "payment-recorded": _("Règlement enregistré"),
        "transfer-received": _("Virement reçu"),
        "cheque-received": _("Chèque reçu"),
        "reference-changed": _("Référence de la commande modifiée"),
        "card-payment-to-refund": _("Paiement par carte à rembourser"),
        "refund-noted": _("Remboursement effectué"),
        "production-started": _("Production commencée"),
        "order-handed-over": _("Commande remise à la plateforme"),
        "order-closed": _("Commande terminée, toutes ses dotations sont activées"),
        "order-ended": _("Commande terminée"),
        "expiry-announced": _("Fin de validité annoncée aux gestionnaires"),
        "dotations-expired": _("Dotations expirées, jamais activées"),
        "dotations-cancelled": _("Dotations annulées par l’émetteur"),
        "order-shipped": _("Commande expédiée"),
        "order-delivered": _("Commande livrée"),
        "order-cancelled": _("Commande annulée"),
        "order-resumed": _("Production reprise"),
    },
    Act.FILE: {
        "import-applied": _("Import appliqué"),
        "import-undone": _("Import annulé"),
        "dotations-exported": _("Dotations exportées"),
        "orders-exported": _("Commandes exportées"),
        "journal-exported": _("Journal exporté"),
        "everything-exported": _("Toutes les données exportées"),
    },
    Act.ACTIVATION: {
        "account-created": _("Compte créé"),
        "password-chosen": _("Mot de passe choisi"),
        "application-configured": _("Application configurée"),
        "dotation-activated": _("Dotation activée"),
        "device-forgotten": _("Téléphone oublié"),
        "number-replaced": _("Numéro de l’application remplacé par l’émetteur"),
    },
    Act.ACCESS: {
        "signed-in": _("Connexion"),
        "sign-in-refused": _("Connexion refusée : trop d’essais"),
        "password-changed": _("Mot de passe changé"),
        "password-reset": _("Mot de passe choisi par un lien"),
        "sessions-ended": _("Sessions fermées"),
        "factor-added": _("Protection ajoutée à l’accès"),
        "factor-removed": _("Protection retirée de l’accès"),
        "client-visited": _("Portail consulté par l’émetteur"),
        "data-consulted": _("Fiche consultée par l’émetteur"),
        "people-looked-at": _("Liste de personnes consultée par l’émetteur"),
        "person-copied": _("Données d’une personne communiquées"),
        "person-erased": _("Données d’une personne effacées"),
        "client-saved": _("Fiche du client modifiée"),
        "member-added": _("Accès ouvert"),
        "member-changed": _("Accès modifié"),
        "member-invited": _("Membre invité"),
        "invitation-resent": _("Invitation renvoyée"),
        "invitation-cancelled": _("Invitation annulée"),
        "member-joined": _("Invitation acceptée"),
        "role-changed": _("Rôle modifié"),
        "member-removed": _("Membre retiré"),
    },
    Act.INQUIRY: {
        "inquiry-sent": _("Message envoyé à l’émetteur"),
        "inquiry-received": _("Message reçu d’une personne sans compte"),
        "inquiry-answered": _("Réponse de l’émetteur"),
    },
    Act.ISSUER: {
        "product-saved": _("Produit modifié"),
        "expiry-confirmed": _("Expiration des dotations échues confirmée"),
        "issuer-contact-saved": _("Coordonnées de l’émetteur modifiées"),
        "issuer-settings-saved": _("Réglages modifiés"),
        "journal-purged": _("Journal purgé"),
    },
    Act.OUTSIDE: {
        "added-outside": _("Ajouté hors d’Escale"),
        "changed-outside": _("Modifié hors d’Escale"),
        "removed-outside": _("Supprimé hors d’Escale"),
    },
}
SENTENCE_OF = {verb: said for verbs in SENTENCES.values() for verb, said in verbs.items()}
FIELDS: Mapping[str, Promise] = {
    "email": _("Adresse e-mail"),
    "phone": _("Téléphone"),
    "matricule": _("Matricule"),
    "last_name": _("Nom"),
    "first_name": _("Prénom"),
    "amount": _("Montant"),
    "status": _("Statut"),
    "reason": _("Motif"),
    "cause": _("Cause"),
    "payment_means": _("Moyen de paiement"),
    "paid_at": _("Réglée le"),
    "received_on": _("Reçu le"),
    "cheque_number": _("N° du chèque"),
    "client_reference": _("Votre référence"),
    "last_day": _("Dernier jour"),
    "total": _("Total"),
    "face_value": _("Valeur des titres"),
    "commission": _("Commission"),
    "given_back": _("À rendre"),
    "role": _("Rôle"),
    "identifier": _("Identifiant"),
    "invited_by": _("Invité par"),
    "contact_name": _("Personne à joindre"),
    "address": _("Adresse postale"),
    "receives_order_mails": _("Copie des e-mails des commandes"),
    "receives_digest": _("Récapitulatif quotidien"),
    "is_told_of_errors": _("Prévenu des erreurs e-mail"),
    "activation_days": _("Relances d’activation, en jours"),
    "application_days": _("Rappels de l’application, en jours"),
    "days_before_end": _("Jours avant la fin de validité"),
    "from_hour": _("Envoi à partir de"),
    "until_hour": _("Envoi jusqu’à"),
    "weekdays": _("Jours d’envoi"),
    "reminder": _("Relance"),
    "held_back": _("E-mails retenus"),
    "sessions": _("Sessions"),
    "factor": _("Protection"),
    "full_name": _("Nom affiché"),
    "is_active": _("Peut se connecter"),
    "password": _("Mot de passe"),
    "name": _("Organisation"),
    "code": _("Code client"),
    "kind": _("Liste"),
    "rows": _("Lignes"),
    "people": _("Personnes affichées"),
    "looked_for": _("Recherche"),
    "override": _("Envoyé malgré"),
    "before": _("Plus anciennes que"),
    "scope": _("À qui"),
    "mails": _("E-mails"),
    "dotations": _("Dotations"),
    "import": _("Import"),
    "file": _("Fichier"),
    "modified": _("Modifiées"),
    "unchanged": _("Non modifiées"),
    "resent": _("E-mails renvoyés"),
    "restored": _("Coordonnées rétablies"),
    "state": _("État"),
    "refused": _("Refusées"),
    "hint": _("Suggestion"),
    "columns": _("Colonnes"),
}
# Values that belong to the packages above, as their own choices say them (tests/test_journaled.py).
VALUES: Mapping[str, Mapping[str, Promise]] = {
    "scope": {
        "all": _("Toutes les dotations non activées"),
        "search": _("La recherche en cours"),
        "ticked": _("Les lignes cochées"),
        "errors": _("Seulement les « Erreur e-mail »"),
        "silent": _("Sans nouvelles depuis"),
        "accounts": _("Comptes créés sans application"),
    },
    "kind": {
        "order": _("dotations modifiables"),
        "details": _("détail de la commande"),
        "search": _("recherche"),
        "orders": _("commandes"),
        "journal": _("journal"),
        "everything": _("toutes les données"),
    },
}
YES_OR_NO: Mapping[str, Promise] = {"True": _("oui"), "False": _("non")}


def sentence(verb: str) -> str:
    return str(SENTENCE_OF.get(verb, verb))


def field_label(field: str) -> str:
    return str(FIELDS.get(field, field))


def verbs_of(act: str) -> list[str]:
    return list(SENTENCES[Act(act)])
