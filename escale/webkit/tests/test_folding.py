import pytest
from django.template import Context, Template, engines
from django.template.base import TextNode, VariableNode
from django.urls import NoReverseMatch
from django.utils.translation import override

from escale.webkit.folding import Loader, fold

SOURCE = (
    '{% load i18n static %}<a href="{% url "portal:faq" %}"><img src="{% static "x.svg" %}"></a>'
    '<p>{% translate "Password" %} {% icon "x" small=True %}</p>{{ name }}'
    '{% if name %}<b>{% translate "Password" %}</b>{% endif %}{% translate name %}'
)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_folded_template_draws_the_same(language: str) -> None:
    plain, folded = Template(SOURCE), Template(SOURCE)
    with override(language):
        fold(folded.nodelist)
        for name in ("Léa & Zoé", ""):
            drawn = folded.render(Context({"name": name}))
            assert drawn == plain.render(Context({"name": name}))
    assert ("Mot de passe" in drawn) == (language == "fr")


def test_what_never_changes_is_text() -> None:
    folded = Template(
        '{% load i18n static %}a{% translate "Password" %}{% icon "x" %}{% url "portal:faq" %}'
        '{% static "x.svg" %}b{{ name }}'
    )
    fold(folded.nodelist)
    kinds = [type(node) for node in folded.nodelist]
    assert kinds[-2:] == [TextNode, VariableNode]
    assert len(kinds) == 3


def test_an_address_that_is_mounted_nowhere_is_told_when_drawn() -> None:
    folded = Template('{% if asked %}{% url "nowhere" %}{% endif %}')
    fold(folded.nodelist)
    assert folded.render(Context()) == ""
    with pytest.raises(NoReverseMatch):
        folded.render(Context({"asked": True}))


def test_languages_do_not_share_what_was_folded() -> None:
    loader = Loader(engines["django"].engine, [])  # type: ignore[attr-defined]
    keys = []
    for language in ("fr", "en"):
        with override(language):
            keys.append(loader.cache_key("portal/help/help.html"))
    assert keys[0] != keys[1]
