"""The search of the FAQ, as managers type: no accent, a slip, their own words."""

import re

import pytest
from django.test import Client as Browser
from django.utils.translation import override

from escale.clients.models import Member
from escale.dotations import brake
from escale.dotations.links import LIFETIME
from escale.kernel.languages import ENGLISH, FRENCH
from escale.portal.help.questions.topics import TOPICS
from escale.portal.help.searching import search
from escale.portal.help.views import WORDS_TO_TRY
from tests.personas import SignIn
from translations import catalogue
from translations.extraction import grouped_texts

QUESTIONS = [question for topic in TOPICS for question in topic.questions]
FRENCH_QUERIES = {
    "rien reçu": "rien-recu",
    "virement": "payer",
    "facture": "facture",
    "inviter": "inviter",
    "double authentification": "double-authentification",
    "effacer": "effacer",
    "un salarie n'a pas recu son mail": "rien-recu",
    "un de mes salariés dit qu'il n'a rien eu": "rien-recu",
    "e-mail pas arrivé": "rien-recu",
    "mot de passe oublié": "mot-de-passe-oublie",
    "je n'arrive pas a me connecter": "se-connecter",
    "changer numero de portable": "autre-telephone",
    "nouveau telphone": "autre-telephone",
    "changer l'adresse mail d'un beneficiaire": "mauvaise-adresse",
    "fichier refusé": "fichier-refuse",
    "ANNULER UNE COMMANDE": "annuler-commande",
    "combien ca coute": "prix",
    "relancer ceux qui ont pas activé": "relances",
    "ajouter un collegue": "inviter",
    "rgpd": "quelles-donnees",
    "renvoyer le mail à tout le monde": "envoi-en-masse",
    "lien expiré": "lien-expire",
    "les cheques sont valables combien de temps": "validite",
    "salarié parti de l'entreprise": "annuler-dotation",
    "iban": "payer",
    "CvCo": "rien-recu",
    "liste excel des beneficiaires": "exporter",
    "reprendre une commande pas finie": "brouillon",
    "est ce que je vois ce que dépense mon salarié": "solde",
    "email de phishing": "hameconnage",
}
ENGLISH_QUERIES = {
    "nothing received": "rien-recu",
    "email did not arrive": "rien-recu",
    "bank transfer": "payer",
    "invoice": "facture",
    "invite a user": "inviter",
    "two factor": "double-authentification",
    "delete data": "effacer",
    "wrong email": "mauvaise-adresse",
    "change phone number": "autre-telephone",
    "forgot password": "mot-de-passe-oublie",
    "cancel order": "annuler-commande",
    "file rejected": "fichier-refuse",
    "gdpr": "quelles-donnees",
}
QUOTED = re.compile("«\u00a0(.+?)\u00a0»")
QUOTED_IN_ENGLISH = re.compile("“(.+?)”")


def first(typed: str) -> str:
    found = search(typed)
    return found[0].question.slug if found else ""


@pytest.mark.parametrize(("typed", "slug"), FRENCH_QUERIES.items())
def test_the_right_answer_comes_first(typed: str, slug: str) -> None:
    assert first(typed) == slug


@pytest.mark.parametrize(("typed", "slug"), ENGLISH_QUERIES.items())
def test_it_does_in_english(typed: str, slug: str) -> None:
    with override(ENGLISH):
        assert first(typed) == slug


@pytest.mark.parametrize("typed", ["", "   ", "?!", "zzz", "le la les", "pas", "\0", "<b>"])
def test_words_that_say_nothing_find_nothing(typed: str) -> None:
    assert search(typed) == []


@pytest.mark.parametrize("name", ["CV Co", "CvCo", "cv connect", "CV-Co", "CVConnect"])
def test_all_spellings_of_the_product_are_one(name: str) -> None:
    assert [one.question for one in search(name)] == [one.question for one in search("CvCo")]


def test_a_word_is_found_while_it_is_typed() -> None:
    assert {first(typed) for typed in ("authentif", "authentifica")} == {"double-authentification"}


def test_what_was_found_is_emphasised_and_nothing_is_markup() -> None:
    one = search("modifiér <b>")[0]
    assert "<mark>" in one.asked + one.answer
    assert "<b>" not in one.asked + one.answer
    assert re.sub("</?mark>", "", one.asked).replace("&#x27;", "'") == str(one.question.asked)


def test_there_are_forty_questions_each_with_its_address() -> None:
    slugs = [question.slug for question in QUESTIONS] + [topic.slug for topic in TOPICS]
    assert len(QUESTIONS) >= 40
    assert len(slugs) == len(set(slugs))


def shown_labels(language: str) -> set[str]:
    """What pages show, in this language."""
    english = catalogue.read()
    labels: set[str] = set()
    for key in grouped_texts():
        shown = [key] if isinstance(key, str) else list(key)
        message = english.get(shown[0])
        if language == ENGLISH and message and message.string:
            written = message.string
            shown = [written] if isinstance(written, str) else list(written)
        labels |= {text.strip() for text in shown}
    return labels


@pytest.mark.parametrize(("language", "quoted"), [(FRENCH, QUOTED), (ENGLISH, QUOTED_IN_ENGLISH)])
def test_labels_are_named_as_pages_show_them(language: str, quoted: re.Pattern[str]) -> None:
    labels = shown_labels(language)
    with override(language):
        named = {label for one in QUESTIONS for label in quoted.findall(str(one.answer))}
    assert len(named) > 30
    assert sorted(named - labels) == []


def test_figures_are_those_of_the_rules() -> None:
    answers = {question.slug: str(question.answer) for question in QUESTIONS}
    assert answers["duree-lien"].startswith(f"{LIFETIME.days} jours")
    assert (brake.BETWEEN.seconds // 60, brake.MOST) == (10, 10)
    assert "dix minutes, ni plus de dix" in answers["dix-minutes"]


@pytest.mark.django_db
def test_the_page_shows_all_by_topic_then_what_was_found(client: Browser) -> None:
    page = client.get("/faq/").text
    assert page.count("<details class") == len(QUESTIONS)
    for topic in TOPICS:
        assert f'href="#{topic.slug}"' in page
        assert f'<h2 id="{topic.slug}">' in page
    found = client.get("/faq/", {"q": "virement"}).text
    assert found.count(" open>") == 1
    assert "<mark>virement</mark>" in found


@pytest.mark.django_db
def test_the_fragment_is_the_page_s(client: Browser) -> None:
    for typed in ("", "virement", "zzz"):
        page = client.get("/faq/", {"q": typed}).text
        part = client.get(
            "/faq/", {"q": typed}, headers={"HX-Request": "true", "HX-Target": "reponses"}
        )
        said, shown = part.text.split("</div>", 1)
        assert 'id="annonce"' in said
        assert shown.strip() in page


def test_nothing_found_leads_on(client: Browser, alice: Member, sign_in: SignIn) -> None:
    for browser in (client, sign_in(alice)):
        page = browser.get("/faq/", {"q": "zzz"}).text
        assert "Aucune réponse pour «\u00a0zzz\u00a0»" in page
        assert "/nous-contacter/" in page
    assert all(search(str(word)) for word in WORDS_TO_TRY)
