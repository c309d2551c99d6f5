"""All that people read is in English too; `make messages` says the same, and how far one is."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from django.utils.translation import ngettext, override

from translations import catalogue, extraction, leftovers
from translations.extraction import Key, NotLiteral, grouped_texts
from translations.faults import faults

Found = Mapping[Key, Sequence[str]]
FILE = "files and documents stay French: they are read back, or read by others than who asks"
MACHINE = "said in a terminal, to who installs"
DATA = "values of the demonstration"
WORDS = "what is looked for in texts that come from elsewhere, or are typed"
# Python literals that stay French, by path or by the beginning of it; why.
STAYS_FRENCH = {
    "escale/bounces/parsing/words.py": WORDS,
    "escale/demo/actions/": DATA,
    "escale/demo/big_order.py": DATA,
    "escale/portal/help/questions/": WORDS,
    "escale/portal/help/words.py": WORDS,
    "escale/exchange/columns.py": FILE,
    "escale/exchange/history_export.py": FILE,
    "escale/exchange/journal_export.py": FILE,
    "escale/exchange/order_detail_export.py": FILE,
    "escale/exchange/order_export.py": FILE,
    "escale/exchange/search_export.py": FILE,
    "escale/exports/everything.py": FILE,
    "escale/imports/workbooks.py": FILE,
    "escale/ordering/workbooks.py": FILE,
    "escale/portal/ordering/downloads.py": FILE,
    "escale/accounts/management/": MACHINE,
    "escale/exchange/management/": MACHINE,
    "escale/imports/management/": MACHINE,
    "escale/ordering/management/": MACHINE,
    "escale/local/": MACHINE,
    "escale/journal/": "stored where a value was, whatever the language of who asks",
    "escale/kernel/text.py": "stored where a name was; letters",
    "escale/kernel/brand.py": "names of products: the same in both languages",
    "escale/kernel/punctuation.py": "chooses between both languages",
    "escale/portal/journal/forms.py": "names of an address's parameters",
    "escale/sms/text_length.py": "letters",
    "escale/workbooks/": "names of encodings",
}


PHONE = "Téléphone de %(name)s"


@pytest.fixture(scope="module")
def english() -> Catalog:
    return catalogue.read()


@pytest.fixture(scope="module")
def found() -> Found:
    return grouped_texts()


def test_every_text_is_in_english(english: Catalog, found: Found) -> None:
    assert faults(english, found) == []


def test_what_is_compiled_is_what_is_written(english: Catalog) -> None:
    """`make messages` compiles; a machine without it has nothing to compile with."""
    assert catalogue.compiled(catalogue.ENGLISH) == catalogue.texts_of(english)
    assert catalogue.compiled(catalogue.FRENCH) == catalogue.texts_of(catalogue.french(english))


def test_the_catalogue_is_as_the_command_writes_it(english: Catalog, found: Found) -> None:
    """A change by hand or by another tool moves nothing else: differences stay readable."""
    refreshed = catalogue.refreshed(english, found)
    assert catalogue.as_text(refreshed) == catalogue.SOURCE.read_bytes()


def test_no_template_says_anything_else() -> None:
    assert list(leftovers.in_templates()) == []


def test_no_literal_in_french_goes_around_gettext() -> None:
    found = list(leftovers.in_python())
    assert [line for line in found if not line.startswith(tuple(STAYS_FRENCH))] == []
    assert [path for path in STAYS_FRENCH if not any(line.startswith(path) for line in found)] == []


def test_nothing_is_translated_once_for_all() -> None:
    assert list(leftovers.evaluated_at_import()) == []


@pytest.mark.parametrize(
    ("language", "number", "written"),
    [
        ("fr", 0, "ligne"),
        ("fr", 1, "ligne"),
        ("fr", 2, "lignes"),
        ("en-gb", 0, "rows"),
        ("en-gb", 1, "row"),
        ("en-gb", 2, "rows"),
    ],
)
def test_nought_is_singular_in_french_alone(language: str, number: int, written: str) -> None:
    with override(language):
        said = ngettext("%(n)s ligne", "%(n)s lignes", number) % {"n": number}
    assert said == f"{number} {written}"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"string": ""}, "not translated"),
        ({"string": "Phone from %(someone)s"}, "placeholders differ"),
        ({"string": "<b>Phone</b> of %(name)s"}, "tags differ"),
        ({"string": "Phone of %(name)s\u00a0: «\u00a0x\u00a0»"}, "French typography"),
        ({"string": "Phone of %(name)s pour vous"}, "French words"),
        ({"string": " Phone of %(name)s"}, "spaces or lines at its ends differ"),
        ({"flags": {"fuzzy"}}, "fuzzy"),
    ],
)
def test_each_fault_is_found(change: dict[str, object], fault: str) -> None:
    catalog = Catalog(locale="en")
    entry = catalog.add(PHONE, "Phone of %(name)s")
    assert faults(catalog, [PHONE]) == []
    for name, value in change.items():
        setattr(entry, name, value)
    assert faults(catalog, [PHONE]) == [f"{fault}: {PHONE}"]


def test_what_is_new_gone_or_reworded_is_told() -> None:
    catalog = Catalog(locale="en")
    catalog.add(PHONE, "Phone of %(name)s")
    found: Found = {"Téléphone fixe de %(name)s": ["escale/x.py"], "Bonjour": ["escale/x.py"]}
    assert "no longer used: Téléphone de %(name)s" in faults(catalog, found)
    refreshed = catalogue.refreshed(catalog, found)
    assert faults(refreshed, found) == [
        "fuzzy: Téléphone fixe de %(name)s",
        "not translated: Bonjour",
    ]
    assert refreshed["Téléphone fixe de %(name)s"].string == "Phone of %(name)s"


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("<p>Bonjour</p>", ["Bonjour"]),
        ("<p>{% translate 'Bonjour' %}, {{ name }}</p>", []),
        ('<a title="Voir">{{ x }}</a>', ["Voir"]),
        ('{{ x|default:"sans nom" }}', ["sans nom"]),
        ("<script>const mot = 1;</script>{# le mot #}", []),
    ],
)
def test_a_template_s_own_words_are_found(source: str, told: Iterable[str]) -> None:
    assert list(leftovers.words_of(source)) == told


def test_a_text_that_is_computed_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = tmp_path / "computed.py"
    module.write_text('said = _(f"Bonjour {name}")', encoding="utf-8")
    monkeypatch.setattr(extraction, "ROOT", tmp_path)
    monkeypatch.setattr(extraction, "sources", lambda: [module])
    with pytest.raises(NotLiteral, match=r"computed\.py:1"):
        grouped_texts()
