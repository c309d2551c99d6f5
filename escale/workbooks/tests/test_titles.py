import pytest

from escale.workbooks.headers import Column, titles_of
from escale.workbooks.titles import bare_name, letter_of, named_columns, normal_name

COLUMNS = [
    Column("matricule", "Matricule", ("Code salarié", "Code agent")),
    Column("last_name", "Nom", ("Nom de famille", "Nom de naissance")),
    Column("phone", "Téléphone", ("Portable", "Tél", "GSM")),
]
TITLES = titles_of(COLUMNS)


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Matricule RH", "matricule"),
        ("N° de matricule de l’agent", "matricule"),
        ("CODE AGENT", "matricule"),
        ("Nom du bénéficiaire *", "last_name"),
        ("Nom (obligatoire)", "last_name"),
        ("N° tél.", "phone"),
        ("Num. portable perso", "phone"),
        ("gsm personnel", "phone"),
        ("Téléphone 1", "phone"),
        # Somebody else's, or another thing: never guessed.
        ("Nom du conjoint", ""),
        ("Téléphone fixe", ""),
        ("Tél. pro", ""),
        ("Téléphone 2", ""),
        ("N°", ""),
        ("Agent", ""),
        ("", ""),
        (12, ""),
    ],
)
def test_usual_titles_are_known_and_no_other(title: object, key: str) -> None:
    assert TITLES.key_of(title)[1] == key


def test_our_title_wins_then_the_client_s_habit_then_the_rest() -> None:
    titles = titles_of(COLUMNS, {"numpro": "phone", "gsm": "", "tel": "unknown"})
    row = ["Portable", "Num pro", "GSM", "Tél"]
    assert named_columns(row, titles) == {"phone": [1]}
    assert named_columns([*row, "Téléphone"], titles) == {"phone": [4]}


def test_equal_candidates_are_all_named() -> None:
    assert named_columns(["Portable", "Nom", "N° de GSM"], TITLES) == {
        "phone": [0, 2],
        "last_name": [1],
    }


def test_letters_and_digits_alone_are_compared() -> None:
    assert normal_name("N° de tél. :") == "ndetel"
    assert bare_name("N° de tél. :") == "tel"
    assert [letter_of(position) for position in (0, 25, 26, 701, 702)] == [
        *("A", "Z", "AA", "ZZ", "AAA"),
    ]
