from typing import Any

pytest_plugins = ["tests.personas", "tests.statements"]


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say what a machine without a browser leaves out, and how to get one."""
    skipped = terminalreporter.stats.get("skipped", [])
    left_out = [report for report in skipped if "Chromium" in str(report.longrepr)]
    if left_out:
        terminalreporter.write_line(
            f"{len(left_out)} browser tests left out: no Chromium here (apt install chromium)."
        )
