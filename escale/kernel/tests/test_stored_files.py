import pytest

from escale.kernel.stored_files import NAME_LENGTH, bounded_name


@pytest.mark.parametrize("name", ["export.xlsx", "Été 2026.v2.csv", "sans-extension", ".xlsx", ""])
def test_a_name_that_fits_is_kept(name: str) -> None:
    assert bounded_name(name) == name


def test_a_long_name_keeps_its_extension() -> None:
    name = bounded_name("é" * 300 + ".xlsx")
    assert len(name) == NAME_LENGTH
    assert name.endswith("é.xlsx")


def test_an_endless_extension_is_cut_too() -> None:
    assert len(bounded_name("a." + "b" * 300)) == NAME_LENGTH
