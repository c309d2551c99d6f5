import pytest

from escale.dotations.states import (
    CLOSED,
    EDITABLE,
    TRANSITIONS,
    DotationEvent,
    DotationStatus,
    next_status,
)


@pytest.mark.parametrize(
    ("status", "label"),
    [
        (DotationStatus.PRODUCTION, "PRODUCTION"),
        (DotationStatus.INTEGRATION, "intégration"),
        (DotationStatus.AWAITING_ACTIVATION, "En attente d’activation"),
        (DotationStatus.EMAIL_ERROR, "Erreur e-mail"),
        (DotationStatus.ACTIVATED, "activé"),
    ],
)
def test_labels_are_those_of_the_guide(status: DotationStatus, label: str) -> None:
    assert status.label == label


def test_a_final_status_is_left_by_nothing() -> None:
    assert not [status for status, _event in TRANSITIONS if status in CLOSED]


def test_only_a_bounce_or_production_leads_to_an_error() -> None:
    leading = {event for (_status, event), to in TRANSITIONS.items() if to == "email_error"}
    assert leading == {DotationEvent.EMAIL_FAILED}


def test_only_activation_activates() -> None:
    leading = {key for key, to in TRANSITIONS.items() if to == DotationStatus.ACTIVATED}
    assert leading == {(status, DotationEvent.ACTIVATED) for status in EDITABLE}


@pytest.mark.parametrize("status", list(DotationStatus))
@pytest.mark.parametrize("event", list(DotationEvent))
def test_the_table_is_the_only_way(status: DotationStatus, event: DotationEvent) -> None:
    assert next_status(status, event) == TRANSITIONS.get((status, event))
