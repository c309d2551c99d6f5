"""Every text that the product gives to gettext, and the files that do.

Python is read as Python and templates by Django's own reader: GNU gettext is not needed.
"""

import ast
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
PRODUCT = ROOT / "escale"
# Whatever Django renders: pages, mails, texts, the service worker.
TEMPLATES = {".html", ".txt", ".mjml", ".js"}
ONE, SEVERAL = {"_", "gettext", "gettext_lazy"}, {"ngettext", "ngettext_lazy"}

# A text, or its singular and its plural, as catalogues name them.
Key = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Text:
    key: Key
    # From the root of the repository.
    path: str
    line: int

    @property
    def where(self) -> str:
        return f"{self.path}:{self.line}"


class NotLiteral(Exception):
    """What is given to gettext is computed: nobody can extract it, it would never be translated."""


def texts() -> list[Text]:
    """In the order of files, then of lines. Raises NotLiteral."""
    return [text for path in sources() for text in _texts_in(path)]


def grouped_texts() -> dict[Key, list[str]]:
    """Each text once, with the files that hold it."""
    paths: defaultdict[Key, dict[str, None]] = defaultdict(dict)
    for text in texts():
        paths[text.key][text.path] = None
    return {key: list(files) for key, files in paths.items()}


@cache
def sources() -> tuple[Path, ...]:
    """Of the product: no test, no migration, no data."""
    return tuple(
        path
        for path in sorted(PRODUCT.rglob("*"))
        if (path.suffix == ".py" or _is_template(path))
        and not {"tests", "migrations"} & set(path.relative_to(PRODUCT).parts)
        and path.name != "conftest.py"
    )


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _is_template(path: Path) -> bool:
    return path.suffix in TEMPLATES and "templates" in path.parts


def _texts_in(path: Path) -> Iterator[Text]:
    name = str(path.relative_to(ROOT))
    found = _in_python(path) if path.suffix == ".py" else _in_template(path)
    for key, line in found:
        yield Text(key, name, line)


def _in_python(path: Path) -> Iterator[tuple[Key, int]]:
    for node in ast.walk(tree(path)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        wanted = 1 if node.func.id in ONE else 2 if node.func.id in SEVERAL else 0
        if wanted:
            yield _key([_literal(argument, path) for argument in node.args[:wanted]]), node.lineno


def _literal(argument: ast.expr, path: Path) -> str:
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return argument.value
    raise NotLiteral(f"{path.relative_to(ROOT)}:{argument.lineno}")


def _in_template(path: Path) -> Iterator[tuple[Key, int]]:
    calls = templatize(path.read_text(encoding="utf-8"))
    # Indentation means nothing in a template, and something in Python.
    flush = "\n".join(line.lstrip() for line in calls.split("\n")).encode()
    for line, _function, found, _comments in extract_python(
        BytesIO(flush), dict.fromkeys(ONE | SEVERAL), (), {"encoding": "utf-8"}
    ):
        messages = [found] if isinstance(found, str) else [text for text in found if text]
        yield _key(messages[:2]), line


def _key(messages: list[str]) -> Key:
    return messages[0] if len(messages) == 1 else (messages[0], messages[1])
