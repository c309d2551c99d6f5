"""Files that leave and come back."""

from django.utils.translation import gettext_lazy as _

from escale.portal.help.questions.links import IMPORTS, ORDERS, SEARCH
from escale.portal.help.questions.question import Question, Topic

TOPIC = Topic(
    "fichiers",
    _("Fichiers : exporter, importer"),
    (
        Question(
            "corriger-plusieurs",
            _("Puis-je corriger plusieurs dotations à la fois ?"),
            _(
                "Oui. Sur les dotations d’une commande, cliquez sur « Exporter », corrigez "
                "« Adresse Mail » et « Téléphone » dans le fichier, puis cliquez sur "
                "« Importer ». Un aperçu montre chaque changement et compte les e-mails avant "
                "que rien ne parte."
            ),
            links=(ORDERS,),
            also="excel masse importer exporter fichier liste plusieurs corrections",
            also_english="excel bulk import export file list",
        ),
        Question(
            "fichier-refuse",
            _("Mon fichier est refusé. Pourquoi ?"),
            _(
                "Le portail lit Excel (.xlsx, .xls), LibreOffice (.ods) et .csv. Il dit ce qui "
                "bloque : fichier d’une autre commande, colonne manquante, fichier trop lourd "
                "ou protégé par un mot de passe. Repartez du fichier donné par « Exporter », et "
                "importez-le depuis la même commande."
            ),
            links=(IMPORTS,),
            also=("import erreur fichier ne passe pas ne marche pas format illisible refus rejete"),
            also_english="import error format unreadable rejected",
        ),
        Question(
            "lignes-refusees",
            _("Des lignes de mon import sont refusées. Que deviennent les autres ?"),
            _(
                "Elles s’appliquent : une ligne refusée ne bloque pas les autres. Chaque refus "
                "a sa raison : dotation activée, identifiant inconnu, colonne qui ne se modifie "
                "pas, adresse ou numéro impossible. Corrigez ces lignes et importez-les de "
                "nouveau."
            ),
            links=(IMPORTS,),
            also="refusees refus ligne rejet raison erreurs",
            also_english="rejected refused reason errors",
        ),
        Question(
            "renvoyer-par-fichier",
            _("Puis-je renvoyer des e-mails avec un fichier ?"),
            _(
                "Oui : une ligne que vous n’avez pas modifiée peut recevoir de nouveau "
                "l’e-mail. Dans l’aperçu, cochez « Renvoyer l’e-mail d’activation aux lignes "
                "non modifiées ». La case est vide au départ, pour que rien ne parte par "
                "surprise."
            ),
            links=(IMPORTS,),
            also="renvoi import lignes inchangees non modifiees",
            also_english="unchanged rows resend",
        ),
        Question(
            "annuler-import",
            _("Comment annuler un import ?"),
            _(
                "Pendant 24 heures, « Annuler cet import » rend les coordonnées d’avant aux "
                "dotations qui ne sont pas activées. Leurs bénéficiaires en reçoivent l’e-mail."
            ),
            links=(IMPORTS,),
            also="defaire import revenir en arriere restaurer",
            also_english="undo back restore",
        ),
        Question(
            "zero",
            _("Excel a mangé le zéro des numéros de téléphone. Est-ce grave ?"),
            _(
                "Non : le portail remet le zéro. Il accepte aussi les espaces, les points et "
                "+33. Un numéro fixe, ou un nombre écrit comme 6,76E+08, est refusé avec son "
                "explication."
            ),
            also="zero format numero excel colonne telephone",
            also_english="zero format number excel",
        ),
        Question(
            "exporter",
            _("Comment exporter la liste de mes bénéficiaires ?"),
            _(
                "Faites une recherche, puis « Exporter » : le fichier Excel contient toutes les "
                "dotations trouvées. Un gros fichier se prépare pendant que vous continuez ; il "
                "est gardé 24 heures, pour vous seul."
            ),
            links=(SEARCH,),
            also="extraire telecharger excel liste extraction tableau",
            also_english="extract download excel list",
        ),
    ),
)
