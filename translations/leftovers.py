"""French that gettext never sees: it would stay French for who chose English.

A template's own words are read as a browser or a mail reader would show them; in Python, a literal
is French by its accents, its quotes or its small words.
"""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from django.template.base import Lexer, TokenType

from translations.extraction import ONE, ROOT, SEVERAL, sources, tree

_WORD = re.compile(r"[^\W\d_]{2,}")
_FRENCH = re.compile(
    r"[éèàêùçôîûœ«»]|\b(?:[cdjlmnst]|qu)’\w|\b(?:le|la|les|des|du|une|est|sont|vous|votre|vos|pour|avec|sans|dans"
    r"|cette|aucun|aucune|qui|pas)\b",
    re.IGNORECASE,
)
# What people read that is no text between tags.
_READ_ATTRIBUTES = {"title", "aria-label", "placeholder", "alt", "data-label", "summary"}
_SILENT = {"script", "style", "mj-style", "mj-attributes", "mj-head"}
_LITERAL = re.compile(r"""(?<!_\()(["'])(.*?)\1""")
# A block whose text is no text: the class of the page.
_PAGE_CLASS = re.compile(r"{% block body_class %}.*?{% endblock %}")
_OWN_WORDS = ("translate", "blocktranslate", "load", "url", "static", "include", "extends", "icon")
# Names, codes and addresses: the same in both languages.
_NAMES = {"Escale", "Android", "iPhone", "Excel", "PDF", "SMS", "IBAN", "BIC", "Tab", "XXXXX"}
_ADDRESS = re.compile(r"(?:/[a-z-]+)*/(?:\?\w+=\w+)?|[a-z-]+/|\w+\.fr")


def in_templates() -> Iterator[str]:
    for path in sources():
        if path.suffix in {".html", ".txt", ".mjml"}:
            for line in words_of(path.read_text(encoding="utf-8")):
                yield f"{path.relative_to(ROOT)}: {line}"


def in_python() -> Iterator[str]:
    """« file:line: text » of each literal in French that is not given to gettext."""
    for path in sources():
        if path.suffix == ".py":
            for node in _bare_literals(tree(path)):
                if looks_french(str(node.value)):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}: {node.value!r}"


def evaluated_at_import() -> Iterator[str]:
    """Calls of `gettext` where a module or a class is read: French for ever, whoever reads it."""
    for path in sources():
        if path.suffix == ".py":
            lazy = _lazy_names(tree(path))
            for call in _calls_at_import(tree(path)):
                if call.func.id not in lazy:  # type: ignore[attr-defined]  # those of gettext
                    yield f"{path.relative_to(ROOT)}:{call.lineno}"


def looks_french(text: str) -> bool:
    return _FRENCH.search(text) is not None


def shown_words(markup: str) -> list[str]:
    """What a page shows, text by text, its attributes' too."""
    shown = _Shown()
    shown.feed(markup)
    shown.close()
    return shown.words


class _Shown(HTMLParser):
    """The words that a page shows, its attributes' too."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in _SILENT
        self.words += [value or "" for name, value in attrs if name in _READ_ATTRIBUTES]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.words += [value or "" for name, value in attrs if name in _READ_ATTRIBUTES]

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in _SILENT

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append(data)


def words_of(source: str) -> Iterator[str]:
    """What a template says that gettext does not see."""
    markup, literals = _untranslated(source)
    for text in shown_words(markup):
        if set(_WORD.findall(_ADDRESS.sub("", text))) - _NAMES:
            yield " ".join(text.split())
    yield from (literal for literal in literals if looks_french(literal))


def _untranslated(source: str) -> tuple[str, list[str]]:
    """The markup without what gettext sees, and the literals of the other tags."""
    kept, literals = [], []
    skipped = ""
    for token in Lexer(_PAGE_CLASS.sub("", source)).tokenize():
        word = token.contents.split(" ", 1)[0] if token.token_type == TokenType.BLOCK else ""
        if skipped:
            skipped = "" if word == f"end{skipped}" else skipped
        elif word in ("blocktranslate", "comment"):
            skipped = word
        elif token.token_type == TokenType.TEXT:
            kept.append(token.contents)
        elif word not in _OWN_WORDS and token.token_type != TokenType.COMMENT:
            literals += [found[1] for found in _LITERAL.findall(token.contents)]
    return "".join(kept), literals


def _bare_literals(module: ast.Module) -> Iterator[ast.Constant]:
    given = {
        id(inner)
        for node in ast.walk(module)
        if _is_gettext(node) or _is_documentation(node)
        for inner in ast.walk(node)
    }
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in given:
            yield node


def _is_gettext(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ONE | SEVERAL
    )


def _is_documentation(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _lazy_names(module: ast.Module) -> set[str]:
    return {
        alias.asname or alias.name
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name.endswith("_lazy")
    }


def _calls_at_import(node: ast.AST) -> Iterator[ast.Call]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if _is_gettext(child):
            assert isinstance(child, ast.Call)  # noqa: S101  # `_is_gettext` has just looked
            yield child
        yield from _calls_at_import(child)
