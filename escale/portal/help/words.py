"""The words of the FAQ's search: which say nothing, which say the same, what is left of each."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import snowballstemmer

from escale.kernel.languages import ENGLISH, FRENCH
from escale.kernel.text import fold

# « CV Co », « CvCo » and « CV Connect » are one name (R3), « e-mail » and « e mail » one word.
_WORD = re.compile(r"\bcv[\s\u2010-]?co(?:nnect)?\b|\be[\s\u2010\u2011-]?mails?\b|[^\W_]+", re.I)
_ALIKE = re.compile(r"^cv\W?co(?:nnect)?$|^e\W?mails?$")


@dataclass(frozen=True, slots=True)
class Word:
    """What is left of one once its ending, accents and capitals are gone, and where it stood."""

    stem: str
    start: int
    end: int


@dataclass(frozen=True)
class Vocabulary:
    """`small` say nothing at all, `weak` nothing but beside others (« pas reçu »).

    Each of `groups` is a line of expressions that mean the same, separated by commas.
    """

    language: str
    algorithm: str
    small: frozenset[str]
    weak: frozenset[str]
    groups: Sequence[str]

    def words(self, text: str) -> list[Word]:
        return [word for word in self._all_words(text) if word.stem]

    def stem(self, word: str) -> str:
        """Empty for a small word."""
        return "" if word in self.small else _stem(word, self.algorithm)

    @cached_property
    def weak_stems(self) -> frozenset[str]:
        return frozenset(map(self.stem, self.weak))

    @cached_property
    def meanings(self) -> dict[tuple[str, ...], int]:
        """The group of each expression, as stems."""
        return {
            tuple(word.stem for word in self.words(expression)): number
            for number, group in enumerate(self.groups)
            for expression in group.split(",")
        }

    def _all_words(self, text: str) -> Iterator[Word]:
        for found in _WORD.finditer(text):
            folded = fold(found[0])
            if _ALIKE.match(folded):
                folded = "cvco" if folded.startswith("cv") else "mail"
            yield Word(self.stem(folded), found.start(), found.end())


@lru_cache(maxsize=8192)
def _stem(word: str, algorithm: str) -> str:
    # One at a time: a stemmer holds the word that it works on.
    stem: str = snowballstemmer.stemmer(algorithm).stemWord(word)
    return stem.rstrip("e") if len(stem) > 4 else stem


_FRENCH_SMALL = """
    a ai ait alors arrivons au aux avec avez avoir avons bien bonjour c ca cas ce cela ces cet
    cette ceux chez chose combien comment d dans de deja des dis disent dit dois doit donc du
    elle elles en es est est-ce et etc etes etre eux faire fais fait faut il ils j je l la le
    les leur leurs lui m ma mais me merci mes mettre moi mon n ne nos notre nous on ont ou par
    peut peuvent peux pour pourquoi pouvez puis qu quand que quel quelle quelles quelque quels
    qui quoi s sa sans se ses si son sont sur svp ta te temps tes toi ton tout toute toutes tu
    un une va vais veux vient voir vos votre voudrais vous y
"""
_FRENCH_WEAK = """
    pas rien jamais plus aucun aucune deux encore
"""
_ENGLISH_SMALL = """
    a am an and are as at be been by can could do does for from had has have he her his how i if
    in is it its may me my of on or our she should so that the their them they this those to us
    was we were what when where which who why will with would you your s t please hello get
"""
_ENGLISH_WEAK = """
    not no never nothing didn don hasn anything two more
"""
_FRENCH = Vocabulary(
    FRENCH,
    "french",
    small=frozenset(_FRENCH_SMALL.split()),
    weak=frozenset(_FRENCH_WEAK.split()),
    groups=(
        "mail,courriel,mel,e-mail",
        "rien reçu,pas reçu,jamais reçu,rien eu,pas eu,pas arrivé,jamais arrivé,"
        "e-mail n’arrive pas,reçoit pas,reçoit rien,rien n’arrive",
        "virement,transfert,iban,rib",
        "payer,paiement,paye,paie,régler,règlement",
        "facture,justificatif,document,reçu de paiement,bon de commande",
        "portable,téléphone,mobile,smartphone,numéro,tel,gsm,num",
        "salarié,bénéficiaire,employé,collaborateur,agent,personnel",
        "modifier,changer,corriger,rectifier,modification,correction,changement,mettre à jour",
        "effacer,supprimer,effacement,suppression,oubli,oublier les données",
        "inviter,ajouter,invitation,ajout",
        "collègue,membre,utilisateur",
        "double authentification,second facteur,deux facteurs,deux étapes,2fa,double facteur,"
        "application de codes,validation en deux étapes,mfa",
        "indésirable,spam,pourriel,courrier indésirable",
        "excel,tableur,xlsx,xls,csv,classeur",
        "importer,import,téléverser,déposer,charger",
        "exporter,export,extraire,extraction",
        "relance,rappel,relancer,rappeler",
        "prix,coût,tarif,frais,commission,coûter",
        "annuler,annulation",
        "rembourser,remboursement",
        "expirer,expiré,périmé,expiration,fin de validité",
        "mot de passe,mdp,password",
        "connexion,connecter,login,identifiant,arrive pas à me connecter",
        "rgpd,données personnelles,vie privée,confidentialité,cnil",
        "bloqué,verrouillé,blocage",
        "faux,fausse,erroné,mauvais,erreur,incorrect",
        "groupé,en masse,masse,à tous,tout le monde,à toutes",
        "arrêter,stopper,interrompre,désactiver",
        "renvoyer,renvoi,réexpédier,envoyer à nouveau",
        "sms,texto",
        "titre,chèque,chéquier,bon,chèques-vacances",
        "chercher,trouver,retrouver,introuvable,rechercher,recherche",
        "ne marche pas,ne fonctionne pas,ne passe pas,fonctionne plus,marche plus",
        "salarié parti,salarié part,salarié quitte,salarié démissionne,démission,départ",
    ),
)
_ENGLISH = Vocabulary(
    ENGLISH,
    "english",
    small=frozenset(_ENGLISH_SMALL.split()),
    weak=frozenset(_ENGLISH_WEAK.split()),
    groups=(
        "mail,email,e-mail",
        "nothing received,not received,never received,received nothing,never arrived,not arrived,"
        "has not arrived,did not arrive,didn receive,hasn received,not got,didn arrive",
        "transfer,wire,iban",
        "pay,payment,paying,paid",
        "invoice,receipt,bill,document",
        "phone,telephone,mobile,cell,number",
        "employee,beneficiary,staff,worker",
        "change,edit,correct,modify,update,fix,correction",
        "delete,erase,remove,erasure,forget",
        "invite,add,invitation",
        "colleague,member,user",
        "two-factor,second factor,two steps,2fa,double authentication,code app,mfa",
        "spam,junk",
        "excel,spreadsheet,xlsx,csv",
        "import,upload",
        "export,download,extract",
        "reminder,remind",
        "price,cost,fee,commission,rate",
        "cancel,cancellation",
        "refund,give back",
        "expire,expired,expiry,out of date",
        "password,pwd",
        "sign in,signing in,login,log in",
        "gdpr,personal data,privacy",
        "blocked,locked",
        "wrong,incorrect,mistake,error,false",
        "bulk,mass,several",
        "stop,turn off,disable",
        "sms,text message",
        "search,find,look for",
        "not work,does not work,doesn work,no longer works",
        "employee left,employee leaves,employee has left,resigned",
    ),
)


def vocabulary_of(language: str) -> Vocabulary:
    return _ENGLISH if language == ENGLISH else _FRENCH
