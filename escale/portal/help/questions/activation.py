"""What employees call about (R51), and their accounts."""

from django.utils.translation import gettext_lazy as _

from escale.portal.help.questions.links import FLYER, SEARCH
from escale.portal.help.questions.question import Question, Topic

TOPIC = Topic(
    "appels",
    _("Les appels de vos salariés"),
    (
        Question(
            "rien-recu",
            _("Un salarié n’a rien reçu. Que faire ?"),
            _(
                "Ouvrez « Recherche et modification des Dotations CV Co », cherchez son nom et "
                "vérifiez son adresse avec lui. Si elle est exacte, cliquez sur le carré bleu "
                "en bout de ligne : l’e-mail d’activation repart. Demandez-lui de regarder "
                "aussi dans ses courriers indésirables."
            ),
            links=(SEARCH,),
            also=(
                "pas recu l’e-mail d’activation jamais arrive renvoyer mail spam indesirable "
                "pourriel boite"
            ),
            also_english="activation email not received never arrived missing resend spam junk",
        ),
        Question(
            "mauvaise-adresse",
            _("L’adresse e-mail donnée à la commande est fausse. Comment la corriger ?"),
            _(
                "Cherchez la dotation, cliquez dans la colonne « Adresse Mail », corrigez, puis "
                "validez avec le carré bleu. Un nouvel e-mail d’activation part à la nouvelle "
                "adresse et les anciens liens cessent de fonctionner."
            ),
            links=(SEARCH,),
            also="changer modifier mail erreur faute de frappe mauvaise",
            also_english="change edit mistake typo",
        ),
        Question(
            "autre-telephone",
            _("Un salarié a changé de téléphone. Que faire ?"),
            _(
                "Cliquez dans la colonne « Téléphone », saisissez le nouveau numéro de mobile, "
                "validez avec le carré bleu. Le salarié en est averti par e-mail et continue "
                "sur ce téléphone. C’est possible tant que sa dotation n’est pas activée."
            ),
            links=(SEARCH,),
            also="corriger modifier nouveau numero de portable mobile smartphone errone",
            also_english="correct edit mobile number cell wrong",
        ),
        Question(
            "compte-cree",
            _("Que signifie « Compte créé, dotation non activée » ?"),
            _(
                "Le salarié a créé son compte mais n’a pas encore configuré l’application : "
                "l’e-mail d’activation ne peut plus être renvoyé. Rappelez-lui de télécharger "
                "l’application, de s’y connecter avec son e-mail et son mot de passe, puis de "
                "suivre les instructions. « Lui rappeler l’application par e-mail », sur la "
                "page de la dotation, le fait pour vous."
            ),
            links=(
                SEARCH,
                FLYER,
            ),
            also="telecharger application store refuse renvoi le salarie doit",
            also_english="download app refused resend",
        ),
        Question(
            "lien-expire",
            _("Le lien d’activation ne fonctionne plus. Que faire ?"),
            _(
                "Renvoyez l’e-mail d’activation avec le carré bleu : il contient un nouveau "
                "lien. Le salarié peut aussi en demander un lui-même sur la page de son lien "
                "expiré ; il part à l’adresse que vous avez donnée."
            ),
            links=(SEARCH,),
            also="lien mort expire perime nouveau lien marche pas",
            also_english="dead expired link new",
        ),
        Question(
            "duree-lien",
            _("Combien de temps le lien d’activation est-il valable ?"),
            _(
                "30 jours après l’envoi de l’e-mail. L’ouvrir ne l’use pas. Renvoyer l’e-mail à "
                "la même adresse garde les liens précédents ; changer l’adresse les arrête "
                "aussitôt."
            ),
            also="delai duree validite du lien jours",
            also_english="delay duration days validity",
        ),
        Question(
            "deja-un-compte",
            _(
                "Un salarié a déjà l’application et reçoit une nouvelle dotation. Que doit-il "
                "faire ?"
            ),
            _(
                "Rien : avec la même adresse e-mail et le même mobile, sa nouvelle dotation "
                "s’ajoute à son application et un e-mail le lui annonce."
            ),
            also="deuxieme seconde dotation compte existant credite",
            also_english="second allocation existing account",
        ),
        Question(
            "meme-adresse",
            _("Deux salariés peuvent-ils avoir la même adresse ou le même mobile ?"),
            _(
                "Le portail vous le signale sans rien bloquer. Donnez pourtant à chacun les "
                "siens : un mobile déjà rattaché au compte d’une autre personne est refusé "
                "quand elle configure l’application."
            ),
            links=(SEARCH,),
            also="doublon partage identique couple",
            also_english="duplicate shared same couple",
        ),
    ),
)
