"""The funnel as the page tells it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escale.dotations.figures import Funnel
from escale.portal.home.stages import Stage, extent, stages

COUNT = st.integers(0, 3_000)
FUNNELS = st.builds(
    Funnel,
    orders=st.integers(1, 20),
    in_production=COUNT,
    in_integration=COUNT,
    email_errors=COUNT,
    silent=COUNT,
    without_application=COUNT,
    activated=COUNT,
)
PROTOTYPE = Funnel(
    orders=4, in_integration=16, email_errors=6, silent=13, without_application=9, activated=105
)


@given(FUNNELS)
def test_each_bar_is_what_the_one_before_kept(funnel: Funnel) -> None:
    shown = stages(funnel)
    assert bool(shown) == bool(funnel.ordered)
    for before, stage in pairwise(shown):
        assert stage.number + stage.lost == before.number
        assert stage.number + stage.lost + stage.off == stage.total == funnel.ordered
        assert (stage.loss is None) == (stage.number == before.number)


def test_the_figures_of_the_prototype() -> None:
    shown = stages(PROTOTYPE)
    assert [stage.number for stage in shown] == [149, 133, 114, 105]
    assert [stage.percent for stage in shown] == [100, 89, 77, 70]
    assert [(stage.loss.number, stage.loss.sentence) for stage in shown if stage.loss] == [
        (16, "en intégration\u00a0: leur e-mail partira dans les prochaines heures."),
        (19, "sans compte\u00a0: 6 en erreur e-mail, 13 n’ont pas encore répondu."),
        (9, "ont un compte mais doivent encore télécharger l’application."),
    ]
    assert extent(PROTOTYPE) == "149 dotations dans vos 4 commandes en cours de traitement."


@pytest.mark.parametrize(
    ("funnel", "sentence"),
    [
        (
            Funnel(in_production=1),
            "en production\u00a0: son e-mail partira à la fin de l’intégration.",
        ),
        (
            Funnel(in_production=1, in_integration=2),
            "sans e-mail\u00a0: 1 en production, 2 en intégration.",
        ),
        (Funnel(email_errors=2), "sans compte\u00a0: 2 en erreur e-mail."),
        (Funnel(silent=1), "sans compte\u00a0: 1 n’a pas encore répondu."),
        (
            Funnel(without_application=1),
            "a un compte mais doit encore télécharger l’application.",
        ),
    ],
)
def test_one_or_several(funnel: Funnel, sentence: str) -> None:
    assert [stage.loss.sentence for stage in stages(funnel) if stage.loss] == [sentence]


@pytest.mark.parametrize(
    ("number", "total", "percent"), [(0, 9, 0), (1, 900, 1), (899, 900, 99), (900, 900, 100)]
)
def test_a_hundred_is_all_of_them(number: int, total: int, percent: int) -> None:
    assert Stage("", number, total).percent == percent
