import pytest

from escale.workbooks.number_formats import as_shown, padded_pattern


@pytest.mark.parametrize(
    ("code", "number", "shown"),
    [
        ("00000", 7, "00007"),
        ("00000", 123456, "123456"),
        ("00000;-00000", 7, "00007"),
        ("[$-40C]00000", 0, "00000"),
        ('"M"0000', 7, "M0007"),
        ("000\\-000", 7, "000-007"),
        ("00 00 00 00 00", 676028937, "06 76 02 89 37"),
        ('0#" "##" "##" "##" "##', 676028937, "06 76 02 89 37"),
        ("00_)", 7, "07"),
    ],
)
def test_a_number_is_written_as_the_sheet_shows_it(code: str, number: int, shown: str) -> None:
    pattern = padded_pattern(code)
    assert pattern is not None
    assert as_shown(number, pattern) == shown


@pytest.mark.parametrize(
    "code",
    ["General", "@", "0", "0.00", "#,##0", "00.0", "00,000", "0%", "00E+00", "dd/mm/yyyy", "hh:mm"],
)
def test_other_formats_leave_the_number_alone(code: str) -> None:
    assert padded_pattern(code) is None
