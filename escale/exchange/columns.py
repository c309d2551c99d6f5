"""The columns of every file about dotations: one definition for ordering, correcting, exporting."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from escale.exchange.cells import (
    clean_amount,
    clean_email,
    clean_first_name,
    clean_identifier,
    clean_last_name,
    clean_matricule,
    clean_phone,
    clean_status,
)
from escale.orders.models import Product
from escale.workbooks.headers import Column
from escale.workbooks.sheet import Cell


@dataclass(frozen=True, kw_only=True)
class FileColumn(Column):
    """A column, what else people call it, and how one of its cells becomes a value.

    `title` is what files say, French whoever asks for them; `label` what pages say of it.
    """

    label: str | Promise
    clean: Callable[[Cell], Any]


IDENTIFIER = FileColumn(
    key="id",
    title="Identifiant dotation",
    synonyms=(
        "Identifiant", "Id dotation", "N° de dotation", "Numéro de dotation",
        "Allocation identifier", "Allocation number",
    ),
    label=_("Identifiant dotation"),
    clean=clean_identifier,
)  # fmt: skip
MATRICULE = FileColumn(
    key="matricule",
    title="Matricule",
    synonyms=(
        "N° de matricule", "N° matricule", "Numéro de matricule", "Matricule salarié",
        "Code salarié", "N° salarié", "Numéro salarié", "Matricule agent", "N° agent",
        "Code agent", "Numéro agent", "Id salarié", "Id agent", "Identifiant salarié",
        "Identifiant agent", "Identifiant RH", "Code RH", "Matricule paie", "Code employé",
        "N° employé", "Code personnel", "N° de personnel", "N° d’agent", "N° RH",
        "Employee no.", "Employee number", "Staff number", "Payroll number",
    ),
    label=_("Matricule"),
    clean=clean_matricule,
)  # fmt: skip
LAST_NAME = FileColumn(
    key="last_name",
    title="Nom",
    synonyms=(
        "Nom de famille", "Nom d’usage", "Nom usuel", "Nom bénéficiaire", "Nom du salarié",
        "Nom de naissance", "Nom patronymique", "Nom marital", "Nom d’époux", "Nom d’épouse",
        "Noms",
        "Last name", "Family name", "Surname",
    ),
    label=_("Nom"),
    clean=clean_last_name,
)  # fmt: skip
FIRST_NAME = FileColumn(
    key="first_name",
    title="Prénom",
    synonyms=(
        "Prénoms", "Prénom usuel", "Prénom bénéficiaire", "Prénom du salarié", "Prénom 1",
        "Premier prénom", "Prénom d’usage",
        "First name", "Given name", "Forename",
    ),
    label=_("Prénom"),
    clean=clean_first_name,
)  # fmt: skip
EMAIL = FileColumn(
    key="email",
    title="Adresse Mail",
    synonyms=(
        "Mail", "E-mail", "Courriel", "Adresse e-mail", "Adresse électronique", "Adresse courriel",
        "E-mail personnel", "Mail personnel", "Adresse mail personnelle", "Courriel perso",
        "Messagerie", "Adresse de messagerie", "Mél", "Adresse mél", "Adresses mail",
        "Adresse e-mail personnelle", "Email address", "Personal email",
    ),
    label=_("Adresse Mail"),
    clean=clean_email,
)  # fmt: skip
PHONE = FileColumn(
    key="phone",
    title="Téléphone",
    synonyms=(
        "Tél", "Portable", "Mobile", "Téléphone portable", "Téléphone mobile", "Tél portable",
        "Tél mobile", "N° de téléphone", "Numéro de téléphone", "N° de portable",
        "Numéro de portable", "N° de mobile", "Numéro de mobile", "GSM", "N° tél", "N° GSM",
        "Téléphone perso", "Portable perso", "Cellulaire", "Téléphone GSM",
        "Phone", "Phone number", "Mobile phone", "Mobile number",
    ),
    label=_("Téléphone"),
    clean=clean_phone,
)  # fmt: skip
AMOUNT = FileColumn(
    key="amount",
    title="Montant",
    synonyms=(
        "Montant (€)", "Montant en euros", "Montant en €", "Montant de la dotation",
        "Montant dotation", "Valeur", "Dotation", "Montant net", "Montant total",
        "Montant attribué", "Montant accordé", "Montant à verser", "Valeur faciale",
        "Montant chèques-vacances", "Montant CV", "Montant CVC", "Montant Connect",
        "Amount", "Amount (€)",
    ),
    label=_("Montant"),
    clean=clean_amount,
)  # fmt: skip
STATUS = FileColumn(
    key="status",
    title="Statut dotation",
    synonyms=("Statut", "Statut de la dotation", "État", "Status", "Allocation status"),
    label=_("Statut dotation"),
    required=False,
    clean=clean_status,
)

# What our workbooks of refused rows add: passed over when they come back.
OUR_NOTES = ("Ligne", "Motif")
# What a client gives to order; paper goes to nobody's phone.
ORDER_COLUMNS = (MATRICULE, LAST_NAME, FIRST_NAME, EMAIL, PHONE, AMOUNT)
PAPER_COLUMNS = (MATRICULE, LAST_NAME, FIRST_NAME, AMOUNT)
# With the status that an order taken over had in a former portal.
TAKEOVER_COLUMNS = (*ORDER_COLUMNS, STATUS)
EXPORT_COLUMNS = (
    IDENTIFIER, MATRICULE, LAST_NAME, FIRST_NAME, EMAIL, PHONE, AMOUNT, STATUS,
)  # fmt: skip
# What may come back: only the identifier decides the row, so that other columns may be missing.
CORRECTION_COLUMNS = (
    IDENTIFIER, *(replace(column, required=False) for column in EXPORT_COLUMNS[1:]),
)  # fmt: skip


def columns_of(product: Product) -> tuple[FileColumn, ...]:
    """What is asked of each beneficiary of an order of this product."""
    return PAPER_COLUMNS if product.is_paper else ORDER_COLUMNS
