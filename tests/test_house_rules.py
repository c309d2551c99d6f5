"""The codebase keeps its own rules; what ruff or import-linter check is left to them."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from escale.sms.text_length import is_gsm7, segments, simplified

ROOT = Path(__file__).parents[1]
ESCALE = ROOT / "escale"
INTERFACES = ("portal", "beneficiary", "demo", "jobs", "operations", "webhooks")
BANNED = {"utils", "helpers", "common", "misc", "base", "core", "manager", "service"}
CEILINGS = {".html": 200, ".css": 250, ".js": 120}
COLUMNS = 120
# A code, a name: what fills a text in.
ROOM_FOR_VALUES = "0" * 30
ORM_WRITES = {"bulk_create", "bulk_update", "get_or_create", "update_or_create"}


def is_test(path: Path) -> bool:
    return "tests" in path.parts or path.name == "conftest.py"


def sources(pattern: str = "*.py") -> Iterator[Path]:
    for path in sorted(ESCALE.rglob(pattern)):
        if "migrations" not in path.parts and ".min." not in path.name:
            yield path


def trees(*, tests: bool = False) -> Iterator[tuple[Path, ast.Module]]:
    for path in sources():
        if is_test(path) == tests:
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def where(path: Path, node: ast.AST | None = None) -> str:
    line = f":{node.lineno}" if isinstance(node, ast.stmt | ast.expr) else ""
    return f"{path.relative_to(ROOT)}{line}"


def test_no_module_is_a_drawer() -> None:
    assert [where(path) for path in sources() if path.stem in BANNED] == []


def test_files_stay_short() -> None:
    long = [
        where(path)
        for path in sources()
        if len(path.read_text().splitlines()) > (400 if is_test(path) else 300)
    ]
    for suffix, ceiling in CEILINGS.items():
        long += [
            where(path)
            for path in sources(f"*{suffix}")
            if len(path.read_text().splitlines()) > ceiling
        ]
    assert long == []


def test_markup_styles_and_scripts_stay_narrow() -> None:
    """One tag, one declaration a line: a ceiling met by packing is missed."""
    wide = []
    for suffix in CEILINGS:
        for path in sources(f"*{suffix}"):
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
                # What is given to url() cannot be cut.
                if len(line) > COLUMNS and not (suffix == ".css" and "url(" in line):
                    wide.append(f"{where(path)}:{number} {len(line)}")
    assert wide == []


def test_functions_stay_short() -> None:
    long = [
        f"{where(path, node)} {node.name}"
        for path, tree in trees()
        for node in functions(tree)
        if (node.end_lineno or 0) - node.lineno + 1 > (25 if path.stem == "views" else 40)
    ]
    assert long == []


def test_functions_take_few_parameters() -> None:
    many = []
    for path, tree in trees():
        limit = 6 if "actions" in path.parts else 5
        for node in functions(tree):
            named = [*node.args.args, *node.args.kwonlyargs]
            if len([arg for arg in named if arg.arg not in ("self", "cls")]) > limit:
                many.append(f"{where(path, node)} {node.name}")
    assert many == []


def test_an_action_file_has_one_public_function_of_its_name() -> None:
    wrong = []
    for path, tree in trees():
        if path.parent.name != "actions" or path.stem == "__init__":
            continue
        public = [
            node.name
            for node in tree.body
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        ]
        if public != [path.stem]:
            wrong.append(f"{where(path)} {public}")
    assert wrong == []


def test_an_action_takes_keywords_only() -> None:
    wrong = []
    for path, tree in trees():
        if path.parent.name == "actions":
            for node in tree.body:
                if isinstance(node, ast.FunctionDef) and node.name == path.stem and node.args.args:
                    wrong.append(where(path, node))
    assert wrong == []


def test_a_status_is_assigned_in_actions_only() -> None:
    wrong = []
    for path, tree in trees():
        if "actions" in path.parts:
            continue
        for node in ast.walk(tree):
            targets = node.targets if isinstance(node, ast.Assign) else []
            if any(isinstance(t, ast.Attribute) and t.attr in ("status", "state") for t in targets):
                wrong.append(where(path, node))
    assert wrong == []


def test_interfaces_neither_write_nor_reach_models() -> None:
    wrong = []
    for path, tree in trees():
        if not set(path.relative_to(ESCALE).parts[:1]) & set(INTERFACES):
            continue
        if "actions" in path.parts or path.stem == "models":
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and (
                node.attr == "objects" or node.attr in ORM_WRITES
            ):
                wrong.append(where(path, node))
    assert wrong == []


def test_pages_carry_no_inline_style_script_or_handler() -> None:
    # A block of data runs nothing.
    script = r"<script(?![^>]*\s(?:src=|type=\"application/json\"))"
    inline = re.compile(rf"\sstyle=|\son\w+=|<style|{script}|hx-on", re.IGNORECASE)
    wrong = [
        where(path)
        for path in sources("*.html")
        if "emails" not in path.parts and inline.search(path.read_text())
    ]
    assert wrong == []


def test_our_scripts_are_modules() -> None:
    """Classic ones share their top-level names: two of the same would stop a page."""
    ours = {"/".join(path.parts[-2:]) for path in sources("static/*/*.js")}
    wrong = []
    for path in sources("*.html"):
        for tag in re.findall(r"<script\b[^<]*>", path.read_text(encoding="utf-8")):
            named = re.search(r"{%\s*static\s+[\"']([^\"']+)", tag)
            if named and named[1] in ours and 'type="module"' not in tag:
                wrong.append(f"{where(path)} {named[1]}")
    assert ours
    assert wrong == []


def test_our_scripts_leave_no_name_on_the_page() -> None:
    page = r"\b(?:window|globalThis|self)\b"
    member = r"(?:\.\w+|\[[^]]+\])"
    assigned = re.compile(
        rf"{page}{member}\s*(?:[-+*/%]|&&|\|\||\?\?)?=(?![=>])|Object\.assign\({page}"
    )
    wrong = [where(path) for path in sources("static/*/*.js") if assigned.search(path.read_text())]
    assert wrong == []


def test_texts_fit_in_one_sms() -> None:
    """Typography is simplified as a text leaves; a letter that phones lack would be misspelt."""
    wrong = []
    for path in sources("texts/*.txt"):
        words = re.sub(r"{[{%].*?[%}]}", "", path.read_text(encoding="utf-8"), flags=re.S).strip()
        letters = "".join(letter for letter in words if letter.isalpha())
        if not is_gsm7(letters) or segments(simplified(words) + ROOM_FOR_VALUES) > 1:
            wrong.append(where(path))
    assert wrong == []


@pytest.mark.parametrize("lock", sorted(ROOT.glob("*.txt")), ids=lambda path: path.name)
def test_locks_hold_hashes_and_no_address(lock: Path) -> None:
    text = lock.read_text()
    assert "--hash=sha256:" in text
    assert not re.search(r"https?://", text)


def migrations() -> Iterator[Path]:
    for path in sorted(ESCALE.glob("*/migrations/*.py")):
        if path.stem != "__init__":
            yield path


def test_a_migration_imports_nothing_of_ours() -> None:
    """What it does was decided when it was written; the code of today may say something else."""
    wrong = [
        where(path, node)
        for path in migrations()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in imported(node)
        if name.split(".")[0] in ("escale", "config", "tests", "")
    ]
    assert wrong == []


def imported(node: ast.AST) -> list[str]:
    """An import relative to the package is an empty name."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return ["" if node.level else node.module or ""]
    return []


def test_every_package_with_migrations_begins_with_one_initial() -> None:
    packages = {path.parent for path in ESCALE.glob("*/migrations/__init__.py")}
    without = [where(package) for package in packages if not (package / "0001_initial.py").exists()]
    others = [
        where(path)
        for path in migrations()
        if path.stem != "0001_initial" and "initial = True" in path.read_text(encoding="utf-8")
    ]
    assert (without, others) == ([], [])


def test_the_lock_of_npm_holds_hashes_and_no_place_to_fetch_from() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    fetched = [package for name, package in packages.items() if name]
    assert all(package["integrity"].startswith("sha512-") for package in fetched)
    assert not any("resolved" in package for package in fetched)


def test_every_interface_and_domain_package_has_tests() -> None:
    packages = {path.parent for path in ESCALE.glob("*/__init__.py")}
    tested = {path.relative_to(ESCALE).parts[0] for path in ESCALE.rglob("test_*.py")}
    assert sorted(package.name for package in packages if package.name not in tested) == []
