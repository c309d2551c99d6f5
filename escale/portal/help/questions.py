"""The FAQ: what managers ask, in their words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from escale.kernel.text import fold

# Punctuation is typed in many ways: « e-mail », « e‑mail », « numéro ? ».
WORD = re.compile(r"\w+")
# « CV Co », « CvCo », « CVCo » and « CV Connect » are one name (R3); so are all words for e-mail.
CV_CONNECT = re.compile(r"\bcv\W?co(?:nnect)?\b")
E_MAIL = re.compile(r"\b(?:e\W?)?mails?\b|\bcourriels?\b")


@dataclass(frozen=True, slots=True)
class Question:
    asked: Promise
    answer: Promise
    # Other words for the same thing, never shown.
    also: str = ""


QUESTIONS: Sequence[Question] = (
    Question(
        _("Un salarié n’a pas reçu l’e-mail d’activation. Que faire ?"),
        _(
            "Ouvrez « Recherche et modification des Dotations CV Co », cherchez son nom et "
            "vérifiez l’adresse. Si elle est exacte, cliquez sur le carré bleu en bout de "
            "ligne : l’e-mail repart. Demandez-lui aussi de regarder dans les courriers "
            "indésirables."
        ),
        "renvoyer mail non recu spam indesirable cvco cv connect dotations cvco",
    ),
    Question(
        _("L’adresse e-mail donnée à la commande est fausse. Comment la corriger ?"),
        _(
            "Cherchez la dotation, cliquez dans la colonne « Adresse Mail », corrigez, puis "
            "validez avec le carré bleu. Un nouvel e-mail d’activation part à la nouvelle "
            "adresse et les anciens liens cessent de fonctionner."
        ),
        "modifier mail erreur faute adresse cvco",
    ),
    Question(
        _("Un salarié a changé de téléphone. Que faire ?"),
        _(
            "Cliquez dans la colonne « Téléphone », saisissez le nouveau numéro de mobile, "
            "validez avec le carré bleu. Le salarié est averti par e-mail et peut poursuivre "
            "son activation sur ce téléphone, tant que sa dotation n’est pas activée."
        ),
        "portable mobile numero smartphone",
    ),
    Question(
        _("Un bénéficiaire dont la dotation est activée a changé de numéro. Que faire ?"),
        _(
            "Son application est liée à l’ancien numéro, et une dotation activée ne se modifie "
            "plus ici. Écrivez à l’émetteur par «\u00a0Nous contacter\u00a0», avec son nom et le "
            "numéro de la dotation\u00a0: il remplace le numéro après avoir vérifié qui le demande."
        ),
        "portable mobile telephone active perdu vole sim",
    ),
    Question(
        _("Un salarié a déjà activé une dotation. Que doit-il faire de la suivante ?"),
        _(
            "Rien. Il est reconnu à son adresse et à son nom\u00a0: la nouvelle dotation est "
            "activée et rejoint son application d’elle-même, sans second compte, et un e-mail le "
            "prévient. Si l’adresse de la commande n’est pas celle de son compte, il reçoit "
            "l’e-mail d’activation."
        ),
        "seconde deuxieme nouvelle dotation compte existant connu creditee",
    ),
    Question(
        _("Que signifie « Compte créé, dotation non activée » ?"),
        _(
            "Le salarié a créé son compte mais n’a pas encore configuré l’application. L’e-mail "
            "d’activation ne peut plus être renvoyé : rappelez-lui de télécharger "
            "l’application, de s’y connecter avec son e-mail et son mot de passe, et de suivre "
            "les instructions."
        ),
        "application telecharger store flyer",
    ),
    Question(
        _("Que signifie le statut « Erreur e-mail » ?"),
        _(
            "Le serveur du destinataire a refusé l’e-mail d’activation. La cause est écrite "
            "sous le statut : domaine inconnu, adresse inexistante, boîte pleine… Corrigez "
            "l’adresse ou renvoyez l’e-mail avec le carré bleu."
        ),
        "erreur sur e-mail refus bounce non remis",
    ),
    Question(
        _("Pourquoi ne puis-je pas modifier une dotation ?"),
        _(
            "Seules les dotations au statut « En attente d’activation » ou « Erreur e-mail » "
            "sont modifiables. Une dotation en PRODUCTION ou en intégration le deviendra à "
            "l’envoi de son premier e-mail ; une dotation activée appartient à son "
            "bénéficiaire."
        ),
        "grise verrouille lecture seule integration production active",
    ),
    Question(
        _("Combien de temps le lien d’activation est-il valable ?"),
        _(
            "30 jours après l’envoi de l’e-mail. L’ouvrir ne l’use pas. Passé ce délai, "
            "renvoyez l’e-mail d’activation : il contient un nouveau lien."
        ),
        "expire delai validite",
    ),
    Question(
        _("Jusqu’à quand les titres sont-ils valables ?"),
        _(
            "Jusqu’au 31\u00a0décembre de la deuxième année qui suit celle de l’émission. Ils "
            "peuvent encore être échangés jusqu’au 31\u00a0mars suivant."
        ),
        "validite date fin echange perime",
    ),
    Question(
        _("Puis-je corriger plusieurs dotations à la fois ?"),
        _(
            "Oui. Sur les dotations d’une commande, cliquez sur « Exporter », corrigez l’adresse "
            "et le téléphone dans le fichier, puis cliquez sur « Importer ». Un aperçu montre "
            "chaque changement et compte les e-mails avant que rien ne parte. Pendant 24 heures, "
            "« Annuler cet import » rend les coordonnées d’avant."
        ),
        "excel masse import importer exporter fichier",
    ),
    Question(
        _("Combien coûte une commande ?"),
        _(
            "Une commission de 1 % du montant des dotations, sans frais de livraison : 10 000 € "
            "de dotations coûtent 10 100,00 €."
        ),
        "prix tarif commission frais",
    ),
)


def matching_questions(asked: str) -> list[Question]:
    """Those that hold every word asked; all of them for nothing asked."""
    words = WORD.findall(_comparable(asked))
    return [question for question in QUESTIONS if _holds(question, words)]


def _holds(question: Question, words: list[str]) -> bool:
    text = _comparable(f"{question.asked} {question.answer} {question.also}")
    return all(word in text for word in words)


def _comparable(text: str) -> str:
    return E_MAIL.sub("mail", CV_CONNECT.sub("cvco", fold(text)))
