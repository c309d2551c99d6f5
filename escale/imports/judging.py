"""What is said of a row of corrections: unchanged, modified and which mail follows, or refused.

An identifier decides which dotation a row is about, its position never does (R43). The rules of a
change are those of the screen (dotations/rules.py), asked of the rows that change alone.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from escale.dotations.contact import Contact
from escale.dotations.errors import DotationRefused
from escale.dotations.rules import Plan, plan_correction, plan_resend
from escale.exchange.cells import (
    check_has_value,
    clean_email,
    clean_identifier,
    clean_phone,
    shown,
)
from escale.exchange.columns import (
    AMOUNT,
    CORRECTION_COLUMNS,
    EMAIL,
    FIRST_NAME,
    IDENTIFIER,
    LAST_NAME,
    MATRICULE,
    PHONE,
    FileColumn,
)
from escale.exchange.order_export import written_amount
from escale.imports.comparing import is_blank, same_amount, same_matricule, same_text
from escale.imports.errors import cell_blank, dotation_of_order, dotation_unknown, read_only_cell
from escale.imports.present import Present
from escale.imports.states import Verdict
from escale.kernel.emails import same_address
from escale.kernel.errors import DomainError
from escale.kernel.hints import KnownDomains, meant_by, suggest_address
from escale.kernel.phones import national_digits
from escale.mailing.states import GONE
from escale.workbooks.sheet import Cell

MAX_QUOTED = 300
# Each column that may not change, where it stands in a row, and how a cell is found the same.
READ_ONLY: tuple[tuple[int, FileColumn, Callable[[Cell, str], bool]], ...] = (
    (1, MATRICULE, same_matricule),
    (2, LAST_NAME, same_text),
    (3, FIRST_NAME, same_text),
    (6, AMOUNT, same_amount),
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Of one cell: its column's key, what it holds, why, and what to do."""

    column: str
    value: str
    code: str
    reason: str

    @classmethod
    def of(cls, column: FileColumn, cell: Cell, error: DomainError) -> "Refusal":
        return cls(column.key, shown(cell)[:MAX_QUOTED], error.code, str(error))


@dataclass(slots=True)
class JudgedRow:
    """`contact` is the one wanted, of a modified row; `cells` is kept of a refused one, whose
    `suggestion` is the address to write instead."""

    number: int
    verdict: Verdict
    present: Present | None = None
    contact: Contact | None = None
    mail: str = ""
    notice: bool = False
    suggestion: str = ""
    # Columns left blank beside what changes: their values stay.
    blanks: Sequence[FileColumn] = ()
    refusals: Sequence[Refusal] = ()
    cells: Sequence[Cell] = ()

    @property
    def has_new_email(self) -> bool:
        return bool(self.present and self.contact and self.contact.email != self.present.email)

    @property
    def has_new_phone(self) -> bool:
        return bool(self.present and self.contact and self.contact.phone != self.present.phone)

    def refuse(self, refusals: Sequence[Refusal]) -> None:
        self.verdict = Verdict.REFUSED
        self.refusals = (*self.refusals, *refusals)
        self.contact, self.mail, self.notice, self.suggestion = None, "", False, ""


class RowJudge:
    """Judges rows of one order's file against the client's dotations that it names."""

    def __init__(
        self,
        order_number: int,
        known: Mapping[int, Present],
        domains: KnownDomains,
        columns: Collection[str] = (),
    ) -> None:
        """`columns` are the keys of those that the file has: a cell is blank in these alone."""
        self.order_number = order_number
        self.columns = columns
        self.known = known
        self.domains = domains
        self._resend_mails: dict[tuple[str, bool], str] = {}

    def judge(self, number: int, cells: Sequence[Cell]) -> JudgedRow:
        """`cells` in the order of CORRECTION_COLUMNS."""
        try:
            present = self._present(cells[0])
        except DomainError as error:
            refusal = Refusal.of(IDENTIFIER, cells[0], error)
            return JudgedRow(number, Verdict.REFUSED, refusals=[refusal], cells=cells)
        row = JudgedRow(number, Verdict.UNCHANGED, present, cells=cells)
        if not _is_as_exported(cells, present):
            self._judge_changes(row, present)
        if row.verdict == Verdict.UNCHANGED:
            row.mail = self._resend_mail(present)
        return row

    def judge_contact(self, number: int, present: Present, contact: Contact) -> JudgedRow:
        """The same of a contact that is good already."""
        row = JudgedRow(number, Verdict.UNCHANGED, present)
        email = present.email if same_address(contact.email, present.email) else contact.email
        if (email, contact.phone) != (present.email, present.phone):
            self._plan(row, present, Contact(email, contact.phone))
        if row.verdict == Verdict.UNCHANGED:
            row.mail = self._resend_mail(present)
        return row

    def _present(self, cell: Cell) -> Present:
        present = self.known.get(clean_identifier(cell))
        if present is None:
            raise dotation_unknown()
        if present.order_id != self.order_number:
            raise dotation_of_order(present.order_id)
        return present

    def _judge_changes(self, row: JudgedRow, present: Present) -> None:
        refusals = list(_changed_read_only(row.cells, present))
        email, phone, meant = present.email, present.phone, ""
        try:
            email = _wanted_email(row.cells[4], present)
        except DomainError as error:
            refusals.append(Refusal.of(EMAIL, row.cells[4], error))
            meant = meant_by(error, self.domains)
        try:
            phone = _wanted_phone(row.cells[5], present)
        except DomainError as error:
            refusals.append(Refusal.of(PHONE, row.cells[5], error))
        if refusals:
            row.refuse(refusals)
            row.suggestion = meant
        elif (email, phone) != (present.email, present.phone):
            self._plan(row, present, Contact(email, phone))
            row.blanks = self._blanks(row.cells)
        elif blanks := self._blanks(row.cells):
            # The value is left (D2), but where nothing else changes somebody meant something.
            row.refuse([Refusal.of(column, "", cell_blank()) for column in blanks])

    def _blanks(self, cells: Sequence[Cell]) -> list[FileColumn]:
        return [
            column
            for position, column in ((4, EMAIL), (5, PHONE))
            if column.key in self.columns and is_blank(cells[position])
        ]

    def _plan(self, row: JudgedRow, present: Present, contact: Contact) -> None:
        try:
            plan = plan_correction(present, contact, before_first_email=True)
        except DotationRefused as error:
            is_email = contact.email != present.email
            column, value = (
                (EMAIL, contact.email) if is_email else (PHONE, national_digits(contact.phone))
            )
            row.refuse([Refusal.of(column, value, error)])
            return
        row.verdict, row.contact = Verdict.MODIFIED, contact
        row.mail = plan.mail.value if plan.mail else ""
        row.notice = is_noticed(plan, present)
        if plan.email_changed:
            row.suggestion = suggest_address(contact.email, self.domains) or ""

    def _resend_mail(self, present: Present) -> str:
        """The mail that resending would send, asked once for each state that rows are in."""
        key = (present.status, present.account_created_at is not None)
        if key not in self._resend_mails:
            try:
                mail = plan_resend(present).mail
            except DotationRefused:
                mail = None
            self._resend_mails[key] = mail.value if mail else ""
        return self._resend_mails[key]


def is_noticed(plan: Plan, present: Present) -> bool:
    """Whether the former address hears of it: one that accepted a mail of ours (D1)."""
    return plan.email_changed and present.message_state in GONE


def _is_as_exported(cells: Sequence[Cell], present: Present) -> bool:
    """Nearly every row: nothing to clean, nothing to judge."""
    _id, matricule, last_name, first_name, email, phone, amount, _status = cells
    return (
        email == present.email
        and phone == national_digits(present.phone)
        and matricule == present.matricule
        and last_name == present.last_name
        and first_name == present.first_name
        and (amount == "" or amount == written_amount(present.amount))
    )


def _changed_read_only(cells: Sequence[Cell], present: Present) -> Sequence[Refusal]:
    """Of the cells that may not change. The status moves by itself: any is taken."""
    stored = (present.matricule, present.last_name, present.first_name,
              str(written_amount(present.amount)))  # fmt: skip
    return [
        Refusal.of(column, cells[position], _why_changed(cells[position], text))
        for (position, column, is_same), text in zip(READ_ONLY, stored, strict=True)
        if not is_blank(cells[position]) and not is_same(cells[position], text)
    ]


def _why_changed(cell: Cell, stored: str) -> DomainError:
    """A formula that gives nothing is no change that somebody meant."""
    try:
        check_has_value(cell)
    except DomainError as error:
        return error
    return read_only_cell(stored)


def _wanted_email(cell: Cell, present: Present) -> str:
    """A blank cell leaves the value (D2); so does one that only differs by its capitals."""
    if is_blank(cell) or same_text(cell, present.email):
        return present.email
    email = clean_email(cell)
    return present.email if same_address(email, present.email) else email


def _wanted_phone(cell: Cell, present: Present) -> str:
    if is_blank(cell) or same_text(cell, national_digits(present.phone)):
        return present.phone
    return clean_phone(cell)


def cells_by_column(cells: Sequence[Cell]) -> dict[str, str]:
    """What a refused row held, to be given back."""
    return {
        column.key: shown(cell)[:MAX_QUOTED]
        for column, cell in zip(CORRECTION_COLUMNS, cells, strict=True)
    }
