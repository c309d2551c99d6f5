import pytest

from escale.workbooks.headers import Column, ColumnsAmbiguous, ColumnsNotFound, find_columns
from escale.workbooks.sheet import Cell, Row

COLUMNS = [
    Column("matricule", "Matricule", ("N° de matricule", "Code salarié")),
    Column("last_name", "Nom", ("Nom de famille",)),
    Column("phone", "Téléphone", ("Portable", "Mobile", "N° de tél.")),
    Column("status", "Statut dotation", required=False),
]


def sheet(*rows: list[Cell]) -> list[Row]:
    return [Row(number, cells) for number, cells in enumerate(rows, start=1)]


@pytest.mark.parametrize(
    "header",
    [
        ["Matricule", "Nom", "Téléphone"],
        ["TELEPHONE", "nom ", "matricule"],
        ["", "N°\u00a0de  matricule*", "Nom\nde famille", "n de tel"],
        ["Portable :", "Remarque", "Code salarie", "NOM"],
    ],
)
def test_columns_are_known_by_name_in_any_order(header: list[Cell]) -> None:
    table = find_columns(sheet(header, ["x"] * len(header)), COLUMNS)
    assert table.header_number == 1
    assert set(table.positions) == {"matricule", "last_name", "phone"}
    assert [row.number for row in table.rows] == [2]


def test_title_lines_above_are_passed_over() -> None:
    table = find_columns(
        sheet(
            ["Commande de la commune"],
            ["Nom du service :", "Nom"],
            ["Matricule", "Nom", "Mobile", "Âge"],
            ["1", "LOIR", "0612345678"],
        ),
        COLUMNS,
    )
    assert table.header_number == 3
    assert [column.title for column in table.unread] == ["Âge"]
    (row,) = table.rows
    assert table.cell(row, "last_name") == "LOIR"
    assert table.cell(row, "status") == ""


def test_a_short_row_has_empty_cells() -> None:
    table = find_columns(sheet(["Matricule", "Nom", "Mobile"], ["1"]), COLUMNS)
    assert table.cell(next(iter(table.rows)), "phone") == ""


def test_missing_columns_are_named() -> None:
    with pytest.raises(ColumnsNotFound) as caught:
        find_columns(sheet(["Matricule", "Prénom"]), COLUMNS)
    assert "« Nom », « Téléphone »" in str(caught.value)
    assert "Matricule" not in str(caught.value)
    assert "Statut" not in str(caught.value)


@pytest.mark.parametrize("rows", [[], [["bonjour", 3]]])
def test_without_any_known_name_all_the_columns_are_asked_for(rows: list[list[Cell]]) -> None:
    with pytest.raises(ColumnsNotFound, match="« Matricule », « Nom », « Téléphone »"):
        find_columns(sheet(*rows), COLUMNS)


def test_two_columns_for_one_meaning_are_not_guessed() -> None:
    with pytest.raises(ColumnsAmbiguous) as caught:
        find_columns(sheet(["titre"], ["Matricule", "Nom", "Portable", "Mobile"]), COLUMNS)
    assert "Ligne 2" in str(caught.value)
    assert "« Portable », « Mobile »" in str(caught.value)


def test_the_exact_title_wins_over_other_names() -> None:
    table = find_columns(sheet(["Nom de famille", "Nom", "Matricule", "Mobile"]), COLUMNS)
    assert table.positions["last_name"] == 1


def test_a_header_too_far_down_is_not_searched() -> None:
    rows: list[list[Cell]] = [[number] for number in range(20)]
    with pytest.raises(ColumnsNotFound):
        find_columns(sheet(*rows, ["Matricule", "Nom", "Mobile"]), COLUMNS)
