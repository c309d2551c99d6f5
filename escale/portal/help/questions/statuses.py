"""Statuses, and correcting one dotation."""

from django.utils.translation import gettext_lazy as _

from escale.portal.help.questions.links import ORDERS, PRACTICAL, SEARCH, SUGGESTIONS
from escale.portal.help.questions.question import Question, Topic

TOPIC = Topic(
    "statuts",
    _("Statuts et corrections"),
    (
        Question(
            "en-attente",
            _("Que signifie « En attente d’activation » ?"),
            _(
                "L’e-mail d’activation est parti et le bénéficiaire n’a pas fini ses trois "
                "étapes. Sous le statut, vous lisez où il en est : lien ouvert, compte créé, "
                "étapes faites."
            ),
            links=(PRACTICAL,),
            also="statut signification attente",
            also_english="status meaning waiting",
        ),
        Question(
            "erreur-email",
            _("Que signifie le statut « Erreur e-mail » ?"),
            _(
                "L’e-mail d’activation n’a pas pu être remis. La cause est écrite sous le "
                "statut : domaine inconnu, adresse inexistante, boîte pleine… Corrigez "
                "l’adresse, ou renvoyez l’e-mail avec le carré bleu."
            ),
            links=(SEARCH,),
            also="erreur sur e-mail refus bounce non remis boite pleine rouge",
            also_english="bounce refused undelivered full mailbox",
        ),
        Question(
            "production",
            _("Que signifient « PRODUCTION » et « intégration » ?"),
            _(
                "« PRODUCTION » : la dotation se prépare, rien n’est encore parti. "
                "« intégration » : elle est remise à la plateforme, son premier e-mail va "
                "partir. Il n’y a rien à faire."
            ),
            links=(PRACTICAL,),
            also="fabrication en cours statut",
            also_english="being made status",
        ),
        Question(
            "pas-modifiable",
            _("Pourquoi ne puis-je pas modifier une dotation ?"),
            _(
                "Seules les dotations « En attente d’activation » ou « Erreur e-mail » se "
                "modifient. Avant son premier e-mail, une dotation se corrige par un fichier "
                "importé. Une fois activée, elle appartient à son bénéficiaire."
            ),
            links=(SEARCH,),
            also="grise verrouille bloque lecture seule champ impossible",
            also_english="greyed locked blocked read only impossible",
        ),
        Question(
            "chercher",
            _("Comment retrouver un bénéficiaire ?"),
            _(
                "Dans « Recherche et modification des Dotations CV Co », remplissez un ou "
                "plusieurs champs puis cliquez sur « Rechercher ». La recherche porte sur "
                "toutes vos commandes ; les accents et les majuscules ne comptent pas."
            ),
            links=(SEARCH,),
            also="trouver chercher recherche matricule nom prenom",
            also_english="look for find name employee number",
        ),
        Question(
            "annuler-correction",
            _("Puis-je annuler une correction ?"),
            _(
                "Oui, pendant dix minutes, si vous l’avez faite vous-même et que rien d’autre "
                "n’a changé : « Annuler », sur la ligne, remet les anciennes coordonnées. "
                "Ensuite, corrigez de nouveau."
            ),
            links=(SEARCH,),
            also="revenir en arriere defaire erreur trompe",
            also_english="undo back mistake",
        ),
        Question(
            "suggestion",
            _("Le portail me propose une autre adresse. Dois-je l’accepter ?"),
            _(
                "Il a reconnu une faute de frappe probable, par exemple gmial.com. Acceptez "
                "d’un clic, ou choisissez « Non, envoyer à cette adresse ». « Ne plus "
                "proposer » range la suggestion dans « Mon compte », « Suggestions »."
            ),
            links=(SUGGESTIONS,),
            also="vouliez-vous dire faute de frappe domaine",
            also_english="did you mean typo domain",
        ),
        Question(
            "expiree",
            _("Que devient une dotation jamais activée ?"),
            _(
                "Elle expire la nuit qui suit le 31\u00a0décembre de la deuxième année après la "
                "commande. Plus rien ne part alors, et la commande passe dans « Historique de "
                "mes commandes »."
            ),
            links=(ORDERS,),
            also="expire perimee perdue non utilisee",
            also_english="expired lost unused",
        ),
    ),
)
