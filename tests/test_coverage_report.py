"""The table that fails below a floor, and a floor that only rises."""

from pathlib import Path

import pytest

from tests import coverage_report

FIGURES = {"clients": (81.7, 96.9), "portal": (40.0, 60.2), "kernel/tokens.py": (97.6, 97.6)}


@pytest.fixture(autouse=True)
def measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coverage_report, "figures", lambda: FIGURES)


def test_all_above_their_floors(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(coverage_report, "FLOORS", {"clients": (81, 96), "portal": (40, 60)})
    assert coverage_report.main() == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split() == ["clients", "81.7%", "81", "96.9%", "96"]


@pytest.mark.parametrize("floors", [{"clients": (82, 96)}, {"portal": (40, 61)}])
def test_one_below_its_floor_fails(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    floors: dict[str, tuple[int, int]],
) -> None:
    monkeypatch.setattr(coverage_report, "FLOORS", floors)
    assert coverage_report.main() == 1
    assert "1 below their floor (!)." in capsys.readouterr().out


def test_the_domain_has_a_floor_before_it_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coverage_report, "FLOORS", {"clients": (97, 90)})
    assert coverage_report.floors_of("clients") == (97, 95)
    assert coverage_report.floors_of("dotations") == (0, 95)
    assert coverage_report.floors_of("portal") == (0, 0)


def test_a_floor_only_rises(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = tmp_path / "floors.py"
    written.write_text('"""Why."""\n\nFLOORS: dict[str, tuple[int, int]] = {}\n')
    monkeypatch.setattr(coverage_report, "WRITTEN", written)
    monkeypatch.setattr(coverage_report, "FLOORS", {"clients": (85, 20)})
    coverage_report.write(FIGURES)
    assert written.read_text() == (
        '"""Why."""\n\nFLOORS: dict[str, tuple[int, int]] = {\n'
        '    "clients": (85, 96),\n    "portal": (40, 60),\n    "kernel/tokens.py": (97, 97),\n}\n'
    )
