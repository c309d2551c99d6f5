"""What a control says of itself once the server has refused it."""

from collections.abc import Mapping

import pytest
from django import forms
from django.utils.functional import SimpleLazyObject

from escale.webkit.refusals import described, is_refusal


class TwoFields(forms.Form):
    hidden = forms.CharField(widget=forms.HiddenInput)
    name = forms.CharField()
    email = forms.CharField()


def refused(**given: str) -> TwoFields:
    form = TwoFields(given)
    form.is_valid()
    return form


def test_the_first_faulty_field_that_shows_is_where_one_starts_again() -> None:
    form = refused()
    assert described(form["name"]) == (
        'aria-invalid="true" aria-describedby="name-erreur" autofocus'
    )
    assert described(form["email"]) == 'aria-invalid="true" aria-describedby="email-erreur"'


def test_a_field_keeps_what_explains_it() -> None:
    form = refused(name="louise", hidden="1")
    assert described(form["name"]) == ""
    assert described(form["name"], "aide") == 'aria-describedby="aide"'
    assert described(form["email"], "", "aide", "regles") == (
        'aria-invalid="true" aria-describedby="email-erreur aide regles" autofocus'
    )


def never() -> object:
    raise AssertionError("looked up")


@pytest.mark.parametrize(
    ("context", "expected"),
    [
        ({"form": refused()}, True),
        ({"preferences": refused()}, True),
        ({"form": refused(name="a", email="b", hidden="1")}, False),
        ({"form": TwoFields()}, False),
        ({"refusal": "Trop de codes."}, True),
        ({"refusal": "", "member": SimpleLazyObject(never)}, False),
    ],
)
def test_a_page_tells_of_a_refusal(context: Mapping[str, object], expected: bool) -> None:
    assert is_refusal(context) is expected
