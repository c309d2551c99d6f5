"""Signing in, colleagues, security."""

from django.utils.translation import gettext_lazy as _

from escale.portal.help.questions.links import (
    CONTACT,
    FORGOTTEN,
    JOURNAL,
    LOGIN,
    MEMBERS,
    PASSWORD,
    SECURITY,
    SESSIONS,
)
from escale.portal.help.questions.question import Question, Topic

TOPIC = Topic(
    "connexion",
    _("Connexion, membres et sécurité"),
    (
        Question(
            "se-connecter",
            _("Comment me connecter ?"),
            _(
                "Cliquez sur « Se connecter », puis saisissez votre code client ou votre "
                "adresse e-mail, et votre mot de passe. Le code client a 7 chiffres ; il figure "
                "en haut à droite de vos factures."
            ),
            links=(LOGIN,),
            also="connexion identifiant code client login acces entrer",
            also_english="login client code access",
        ),
        Question(
            "mot-de-passe-oublie",
            _("J’ai oublié mon mot de passe. Que faire ?"),
            _(
                "Cliquez sur « Mot de passe oublié ? » à la connexion. Un lien part à votre "
                "adresse, ou à celle de votre organisation si vous vous connectez avec le code "
                "client. Il sert une fois, pendant une heure."
            ),
            links=(FORGOTTEN,),
            also="mdp perdu reinitialiser oublie",
            also_english="lost reset",
        ),
        Question(
            "lien-mot-de-passe",
            _("Je n’ai pas reçu le lien pour changer mon mot de passe. Que faire ?"),
            _(
                "Attendez quelques minutes et regardez dans les courriers indésirables. "
                "Vérifiez ce que vous avez saisi : pour protéger chacun, la page ne dit jamais "
                "si un accès existe. Sinon, écrivez-nous : pas besoin d’être connecté."
            ),
            links=(
                FORGOTTEN,
                CONTACT,
            ),
            also="reinitialisation mdp arrive pas",
            also_english="reset missing",
        ),
        Question(
            "trop-essais",
            _("Le portail dit que j’ai fait trop d’essais. Que faire ?"),
            _(
                "Après dix mots de passe faux, l’accès fait une pause d’un quart d’heure. "
                "Attendez, ou demandez un nouveau mot de passe : l’obtenir lève la pause."
            ),
            links=(FORGOTTEN,),
            also="bloque compte verrouille essais tentatives",
            also_english="blocked locked attempts",
        ),
        Question(
            "double-authentification",
            _("Comment activer la double authentification ?"),
            _(
                "Dans « Mon compte », « Sécurité », mettez en place l’« Application de "
                "codes » : à la connexion, un code de votre téléphone s’ajoute au mot de passe. "
                "Vous pouvez aussi ajouter une clé d’accès. Gardez vos « Codes de secours » "
                "ailleurs que dans ce téléphone."
            ),
            links=(SECURITY,),
            also=(
                "double authentification second facteur 2fa deux etapes totp validation cle "
                "securite code en plus supplementaire"
            ),
            also_english="second factor 2fa two steps totp",
        ),
        Question(
            "telephone-perdu",
            _("J’ai perdu le téléphone qui donne mes codes. Comment entrer ?"),
            _(
                "Saisissez l’un de vos codes de secours à la place du code. Si vous n’en avez "
                "plus, écrivez-nous : nous vérifions qui vous êtes, puis retirons cette "
                "protection. Vos sessions se ferment et un e-mail vous le dit."
            ),
            links=(
                LOGIN,
                CONTACT,
            ),
            also="perdu vole casse double authentification code secours bloque",
            also_english="lost stolen broken two-factor recovery code locked",
        ),
        Question(
            "session",
            _("Pourquoi dois-je me reconnecter ?"),
            _(
                "Votre session se ferme après 30 minutes sans rien ouvrir ni envoyer, et au "
                "bout de 12 heures. « Mes sessions » montre où vous êtes connecté et permet de "
                "fermer les autres."
            ),
            links=(SESSIONS,),
            also="deconnecte session expiree deconnexion",
            also_english="disconnected session expired",
        ),
        Question(
            "changer-mot-de-passe",
            _("Comment changer mon mot de passe ?"),
            _(
                "Dans « Mon compte », « Mot de passe ». Il compte 12 caractères au moins : une "
                "phrase convient très bien. Vos autres sessions se ferment."
            ),
            links=(PASSWORD,),
            also="modifier mdp nouveau mot de passe",
            also_english="edit new password",
        ),
        Question(
            "inviter",
            _("Comment inviter un collègue ?"),
            _(
                "Un administrateur ouvre « Mon compte », « Membres », puis « Inviter "
                "quelqu’un » : un e-mail part, et la personne choisit son mot de passe. "
                "L’invitation est valable sept jours ; un bouton la renvoie."
            ),
            links=(MEMBERS,),
            also="inviter ajouter membre utilisateur gestionnaire acces creer compte collegue",
            also_english="add member user access",
        ),
        Question(
            "roles",
            _("Que peut faire chaque rôle ?"),
            _(
                "Lecture : tout voir, exporter et nous écrire, sans rien changer. "
                "Gestionnaire : aussi commander, payer, corriger, renvoyer, importer. "
                "Administrateur : aussi inviter et retirer des membres, et modifier les "
                "coordonnées de l’organisation."
            ),
            links=(MEMBERS,),
            also="droits permissions lecture seule administrateur gestionnaire role",
            also_english="rights permissions read only administrator manager",
        ),
        Question(
            "retirer-membre",
            _("Un collègue quitte l’organisation. Comment fermer son accès ?"),
            _(
                "Un administrateur ouvre « Mon compte », « Membres », puis « Retirer » : la "
                "personne ne peut plus se connecter et ses sessions se ferment aussitôt. Ce "
                "qu’elle a fait reste dans le journal."
            ),
            links=(MEMBERS,),
            also="supprimer utilisateur enlever membre depart",
            also_english="delete user remove member",
        ),
        Question(
            "journal",
            _("Qui a fait cette modification ?"),
            _(
                "Le journal le dit : qui, quand, ancienne et nouvelle valeur, y compris ce qu’a "
                "fait l’émetteur. Il s’ouvre depuis « Mes commandes », « Journal », ou depuis "
                "la page d’une commande ou d’une dotation. Personne ne peut le modifier."
            ),
            links=(JOURNAL,),
            also="historique trace audit qui modifie",
            also_english="history trace audit who",
        ),
    ),
)
