"""The right of access: a copy holds what is known, of the account and of what it received."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from escale.journal.actor import Actor, Door
from escale.privacy.actions.copy_person import copy_person
from escale.privacy.tests.made import EMAIL, MATRICULE, NAME, PHONE, known_dotation

pytestmark = pytest.mark.django_db


def test_everything_is_there() -> None:
    target = BytesIO()
    dotation = known_dotation()
    copy_person(actor=Actor("staff", Door.OPERATOR), dotation=dotation, target=target)
    book = load_workbook(target)
    cells = {
        sheet.title: {str(cell) for row in sheet.iter_rows(values_only=True) for cell in row}
        for sheet in book
    }
    assert {NAME, EMAIL, "06 98 76 54 32"} <= cells["Compte"]
    assert {NAME, EMAIL, MATRICULE, "150"} <= cells["Dotations"]
    assert EMAIL in cells["E-mails"]
    assert PHONE in cells["SMS"]
