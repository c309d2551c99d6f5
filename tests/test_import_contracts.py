"""The contracts of pyproject.toml name every package: one made tomorrow must be kept too."""

import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
ESCALE = ROOT / "escale"
LAYERED = ("actions", "queries.py", "models.py")
FAMILIES = ("portal", "beneficiary")


def contracts() -> list[dict[str, Any]]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    found: list[dict[str, Any]] = settings["tool"]["importlinter"]["contracts"]
    return found


def test_every_package_has_its_layers() -> None:
    (inside,) = (contract for contract in contracts() if "containers" in contract)
    packages = {
        f"escale.{path.name}"
        for path in ESCALE.iterdir()
        if any((path / name).exists() for name in LAYERED)
    }
    assert packages == set(inside["containers"])


def test_every_family_is_a_stranger_to_the_others() -> None:
    strangers = {
        module
        for contract in contracts()
        if contract["type"] == "independence"
        for module in contract["modules"]
    }
    families = {
        f"escale.{interface}.{path.parent.name}"
        for interface in FAMILIES
        for path in (ESCALE / interface).glob("*/views.py")
    }
    assert families <= strangers


def test_nothing_is_excused() -> None:
    assert [contract["name"] for contract in contracts() if contract.get("ignore_imports")] == []
