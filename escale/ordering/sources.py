"""What a draft's lines are read from, row by row: a file that was sent, or a past order."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from escale.dotations.models import Dotation
from escale.exchange.judging import Judge
from escale.exchange.order_file import OrderFile, open_order_file
from escale.exchange.queries import column_habits
from escale.exchange.questions import read_answers
from escale.exchange.told import Said
from escale.kernel.errors import DomainError
from escale.kernel.phones import format_phone
from escale.ordering.models import Draft
from escale.orders.models import Booklet, Order
from escale.workbooks.sheet import Cell

CHUNK = 2_000
FIELDS = ("matricule", "last_name", "first_name", "amount")
CONTACT = ("email", "phone")


class SourceGone(DomainError):
    code = "source-gone"

    def __init__(self) -> None:
        super().__init__(_("Le fichier envoyé n’est plus là. Choisissez-le à nouveau."))


def open_source(draft: Draft, judge: Judge) -> AbstractContextManager[OrderFile]:
    """Raises WorkbookRefused where a file as a whole cannot be read, or SourceGone."""
    if draft.copied_order is not None:
        return _past_order(draft.copied_order, judge)
    return _upload(draft, judge)


@contextmanager
def _upload(draft: Draft, judge: Judge) -> Iterator[OrderFile]:
    """By way of a local copy: the storage of files may be another machine's."""
    with tempfile.NamedTemporaryFile() as local:
        try:
            with draft.upload.open("rb") as stored:
                shutil.copyfileobj(stored, local)
        except (FileNotFoundError, ValueError):
            raise SourceGone from None
        local.flush()
        said = Said(column_habits(draft.client_id), read_answers(draft.answers))
        with open_order_file(Path(local.name), judge, name=draft.upload_name, said=said) as file:
            yield file


@contextmanager
def _past_order(order: Order, judge: Judge) -> Iterator[OrderFile]:
    """The people of a past order with their contacts of today, judged by the rules of today."""
    people = (
        Booklet.objects.filter(order=order).order_by("id").values(*FIELDS)
        if order.is_paper
        else Dotation.objects.filter(order=order).by_matricule().values(*FIELDS, *CONTACT)
    )
    yield OrderFile(
        (
            judge.judge(number, _cells(person, judge))
            for number, person in enumerate(people.iterator(CHUNK), start=1)
        ),
        people.count(),
    )


def _cells(person: dict[str, str | int], judge: Judge) -> list[Cell]:
    """As a file would hold them."""
    cells: dict[str, Cell] = {**person, "amount": int(person["amount"]) // 100}
    if "phone" in person:
        cells["phone"] = format_phone(str(person["phone"]))
    return [cells[column.key] for column in judge.columns]
