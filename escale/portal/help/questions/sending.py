"""E-mails to many, the brake on them, reminders."""

from django.utils.translation import gettext_lazy as _

from escale.portal.help.questions.links import ACCOUNT, MASS_SENDS, REMINDERS, SEARCH
from escale.portal.help.questions.question import Question, Topic

TOPIC = Topic(
    "envois",
    _("E-mails, relances et envois en masse"),
    (
        Question(
            "envoi-en-masse",
            _("Comment renvoyer l’e-mail d’activation à tout le monde ?"),
            _(
                "Sur la page de recherche, cliquez sur « Envoi en masse ». Choisissez à qui : "
                "le nombre exact d’e-mails et les exclusions s’affichent avant d’envoyer. Ceux "
                "qui ont activé leur dotation ou créé leur compte ne reçoivent rien."
            ),
            links=(MASS_SENDS,),
            also="masse groupe tous plusieurs renvoyer mails",
            also_english="bulk mass group all several",
        ),
        Question(
            "arreter-envoi",
            _("Puis-je arrêter un envoi en masse ?"),
            _(
                "Pendant une minute, rien ne part : « Annuler l’envoi » l’arrête tout entier. "
                "Ensuite, « Arrêter l’envoi » garde ce qui n’est pas encore parti."
            ),
            links=(MASS_SENDS,),
            also="annuler stopper interrompre envoi",
            also_english="cancel interrupt",
        ),
        Question(
            "dix-minutes",
            _("Pourquoi l’e-mail d’activation est-il refusé après un premier envoi ?"),
            _(
                "Pour ne gêner personne, une dotation ne reçoit pas deux e-mails d’activation "
                "en dix minutes, ni plus de dix en tout. Si vous y tenez, « Renvoyer quand "
                "même » l’envoie ; le journal le garde. Une correction vers une autre adresse "
                "n’est jamais retenue."
            ),
            links=(SEARCH,),
            also="frein limite dix minutes dix mails attendre trop",
            also_english="brake limit ten minutes wait too many",
        ),
        Question(
            "relances",
            _("Comment relancer automatiquement ceux qui n’ont pas activé ?"),
            _(
                "Dans « Mon compte », « Relances », choisissez les jours et les heures, "
                "regardez ce qui partirait, puis mettez les relances en marche. Rien ne part "
                "avant. Chaque relance part une fois et s’arrête dès que la dotation est "
                "activée."
            ),
            links=(REMINDERS,),
            also="rappel relance automatique relancer programmer",
            also_english="automatic reminder schedule",
        ),
        Question(
            "arreter-relances",
            _("Comment arrêter les relances automatiques ?"),
            _(
                "Dans « Mon compte », « Relances », cliquez sur « Arrêter les relances ». Elles "
                "s’arrêtent aussitôt, même celles qui attendaient de partir."
            ),
            links=(REMINDERS,),
            also="desactiver stopper rappels",
            also_english="disable turn off",
        ),
        Question(
            "e-mail-arrive",
            _("Comment savoir si un e-mail est arrivé ?"),
            _(
                "La ligne de la dotation dit l’heure d’envoi, et « remis » si le serveur du "
                "destinataire l’a confirmé. Sa page montre tout son parcours. Si l’adresse "
                "échoue, le statut devient « Erreur e-mail »."
            ),
            links=(SEARCH,),
            also="remis livre distribue suivi preuve lu ouvert",
            also_english="delivered tracking proof opened",
        ),
        Question(
            "mes-avis",
            _("Quels e-mails puis-je recevoir, moi, gestionnaire ?"),
            _(
                "Dans « Mon compte », choisissez : copies des commandes et des règlements, avis "
                "quand une adresse échoue, récapitulatif du matin. Chaque récapitulatif a un "
                "lien pour l’arrêter."
            ),
            links=(ACCOUNT,),
            also="recapitulatif notification avis digest preferences abonnement",
            also_english="digest notification preferences",
        ),
    ),
)
