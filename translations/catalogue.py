"""The catalogues: English, brought up to date with the sources, and what the product reads.

French is the sources' own words. Its catalogue is there for two things: nought is singular in it,
and its spaces do not break.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from difflib import get_close_matches
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

from translations.extraction import PRODUCT, Key
from translations.typography import typeset

SOURCE = PRODUCT / "locale/en/LC_MESSAGES/django.po"
ENGLISH = SOURCE.with_suffix(".mo")
FRENCH = PRODUCT / "locale/fr/LC_MESSAGES/django.mo"
HEADER = """\
# The English of Escale: docs/how-to/translate.md says how to change it.
msgid ""
msgstr ""
"Language: en\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
# Catalogues carry a date; the same texts must give the same file.
ANY_DAY = datetime(2026, 1, 1, tzinfo=UTC)
# As catalogues keep the French and the English of an entry.
Text = str | Sequence[str] | None
# How much of a text that goes must be in the one that comes, for its English to be proposed.
LIKENESS = 0.7


def read(path: Path = SOURCE) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="en", domain="django", abort_invalid=True)


def refreshed(old: Catalog, found: Mapping[Key, Sequence[str]]) -> Catalog:
    """The same English for the texts found, in the order of files; what is no longer used goes.

    Where a text has just been reworded, the English of its former wording is proposed, as fuzzy.
    """
    new = _empty("en")
    gone = {singular(message.id): message for message in messages(old) if message.id not in found}
    for key, files in sorted(found.items(), key=lambda item: item[1][0]):
        kept = old.get(singular(key))
        alike = None if kept else _reworded(key, gone)
        entry = new.add(key, _english(kept or alike, key), [(name, 1) for name in files])
        if kept:
            entry.user_comments, entry.flags = kept.user_comments, entry.flags | kept.flags
        elif alike:
            entry.flags.add("fuzzy")
            entry.previous_id = list(forms(alike.id))
    return new


def as_text(catalog: Catalog) -> bytes:
    file = BytesIO()
    write_po(
        file, catalog, width=100, omit_header=True, include_lineno=False, include_previous=True
    )
    return HEADER.encode() + file.getvalue()


def compile_all(english: Catalog) -> None:
    """For a machine that has nothing to compile with; written only where a text changes."""
    for path, catalog in ((ENGLISH, english), (FRENCH, french(english))):
        if not path.exists() or compiled(path) != texts_of(catalog):
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as file:
                write_mo(file, catalog)


def french(english: Catalog) -> Catalog:
    """Texts of two numbers (« 0 ligne », where Django would write « 0 lignes »), and what is
    typeset otherwise than its source.
    """
    catalog = _empty("fr")
    for message in messages(english):
        written = tuple(map(typeset, forms(message.id)))
        if isinstance(message.id, tuple):
            # French has a third number, of millions: written as the second.
            catalog.add(message.id, (*written, written[-1]))
        elif written[0] != message.id:
            catalog.add(message.id, written[0])
    return catalog


def compiled(path: Path) -> dict[str, tuple[str, ...]]:
    """What the product reads."""
    with path.open("rb") as file:
        return texts_of(read_mo(file))


def texts_of(catalog: Catalog) -> dict[str, tuple[str, ...]]:
    """What is ready to be read, by its French, or by the French of its singular."""
    return {
        singular(message.id): forms(message.string)
        for message in messages(catalog)
        if all(forms(message.string)) and not message.fuzzy
    }


def messages(catalog: Catalog) -> list[Message]:
    """Without the header, which has no text."""
    return [message for message in catalog if message.id]


def singular(key: Text) -> str:
    return forms(key)[0]


def forms(text: Text) -> tuple[str, ...]:
    """A text alone, or the one of each number."""
    return (text or "",) if isinstance(text, str | None) else tuple(text)


def _empty(language: str) -> Catalog:
    return Catalog(
        locale=language, domain="django", creation_date=ANY_DAY, revision_date=ANY_DAY, fuzzy=False
    )


def _reworded(key: Key, gone: Mapping[str, Message]) -> Message | None:
    close = get_close_matches(singular(key), gone, n=1, cutoff=LIKENESS)
    return gone[close[0]] if close else None


def _english(message: Message | None, key: Key) -> str | tuple[str, ...]:
    """Of an entry that may have had one form where the text now has two, or the other way."""
    wanted = len(forms(key))
    english = forms(message.string) if message else ("",)
    fitted = (english + (english[-1],) * wanted)[:wanted]
    return fitted[0] if wanted == 1 else fitted
