"""Personal data, and what beneficiaries see."""

from django.utils.translation import gettext_lazy as _

from escale.portal.help.questions.links import (
    ACCOUNT,
    CONTACT,
    FIRST_ACTIVATION,
    FLYER,
    PERSONAL_DATA,
    SEARCH,
)
from escale.portal.help.questions.question import Question, Topic

TOPIC = Topic(
    "donnees",
    _("Données personnelles et bénéficiaires"),
    (
        Question(
            "quelles-donnees",
            _("Quelles données personnelles sont conservées, et combien de temps ?"),
            _(
                "Le matricule, le nom, l’adresse e-mail et le mobile de chaque bénéficiaire, "
                "pour lui remettre sa dotation. La page « Données personnelles » dit, pour "
                "chaque sorte de données, pourquoi et jusqu’à quand ; le portail les efface de "
                "lui-même."
            ),
            links=(PERSONAL_DATA,),
            also="rgpd gdpr donnees conservation duree cnil vie privee",
            also_english="gdpr retention privacy",
        ),
        Question(
            "effacer",
            _("Comment faire effacer les données d’un salarié ?"),
            _(
                "Ouvrez la page de sa dotation, puis « Demander l’effacement de ses données » : "
                "le message est prêt, envoyez-le. C’est possible dès que la dotation est "
                "activée, expirée ou annulée."
            ),
            links=(
                SEARCH,
                PERSONAL_DATA,
            ),
            also="effacer supprimer oubli rgpd effacement donnees",
            also_english="erase delete right to be forgotten gdpr",
        ),
        Question(
            "exporter-tout",
            _("Comment récupérer toutes les données de notre organisation ?"),
            _(
                "Un administrateur ouvre « Mon compte », puis « Exporter toutes nos données ». "
                "Le fichier se prépare, puis se télécharge pendant 24 heures."
            ),
            links=(ACCOUNT,),
            also="portabilite extraction complete archive recuperer",
            also_english="portability full extraction archive",
        ),
        Question(
            "solde",
            _("L’employeur voit-il ce que le salarié dépense ?"),
            _("Non. Vous voyez si la dotation est activée, jamais son solde ni ses dépenses."),
            links=(PERSONAL_DATA,),
            also="solde depenses voir confidentialite",
            also_english="balance spending privacy",
        ),
        Question(
            "trois-etapes",
            _("Que doit faire le bénéficiaire pour activer sa dotation ?"),
            _(
                "Trois étapes : « Créer son compte » avec le lien reçu par e-mail, « Définir "
                "son mot de passe », puis « Télécharger et configurer l’application » sur son "
                "mobile, avec un code reçu par SMS. Seule la troisième active la dotation."
            ),
            links=(
                FIRST_ACTIVATION,
                FLYER,
            ),
            also="etapes activer activation parcours beneficiaire application",
            also_english="steps activate path app",
        ),
        Question(
            "code-sms",
            _("Un salarié ne reçoit pas le code par SMS. Que faire ?"),
            _(
                "Vérifiez son mobile dans la colonne « Téléphone » : le code part à ce numéro. "
                "Il peut en demander un autre après 30 secondes, et trois en 12 heures à un "
                "même numéro ; chacun vaut dix minutes."
            ),
            links=(SEARCH,),
            also="code sms pas recu texto rien recu sur le telephone",
            also_english="code sms not received text message",
        ),
        Question(
            "apres-activation",
            _("Le salarié change de téléphone après avoir activé sa dotation. Que faire ?"),
            _(
                "S’il garde son numéro, il se connecte à l’application sur le nouveau téléphone "
                "et recopie le code reçu par SMS. S’il change de numéro, écrivez-nous : une "
                "dotation activée ne se modifie plus ici."
            ),
            links=(CONTACT,),
            also="nouveau mobile apres activation application",
            also_english="new mobile after activation app",
        ),
        Question(
            "documents-salarie",
            _("Que puis-je remettre aux salariés pour les aider ?"),
            _(
                "Le flyer à imprimer ou à envoyer, avec les trois étapes, et la page « Activer "
                "ma première dotation », qui s’ouvre sans compte."
            ),
            links=(
                FLYER,
                FIRST_ACTIVATION,
            ),
            also="flyer guide notice aide imprimer communiquer",
            also_english="flyer guide help print",
        ),
        Question(
            "hameconnage",
            _("Un e-mail me demande mon mot de passe ou un code. Est-ce vous ?"),
            _(
                "Non. Personne de chez nous ne demande un mot de passe ni un code SMS, par "
                "e-mail ou par téléphone. Ne répondez pas et prévenez-nous."
            ),
            links=(CONTACT,),
            also="arnaque phishing fraude hameconnage suspect",
            also_english="scam phishing fraud suspicious",
        ),
    ),
)
