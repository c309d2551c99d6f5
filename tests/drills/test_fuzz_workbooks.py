"""Z2: broken, forged and random files: rows or one of our reasons, always, and soon."""

import json
import zipfile
from collections.abc import Iterator
from io import BytesIO

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from escale.workbooks.reading import SUFFIXES
from escale.workbooks.refusals import Refusal
from escale.workbooks.tests.test_corpus import SHEETS
from tests.corpora import needs_corpora
from tests.drills.fuzzed_parser import FuzzedParser
from tests.drills.size import sized

pytestmark = pytest.mark.drill
RUNS = sized(small=200, full=20_000)  # of each of the five tests
SECONDS = 5
REASONS = {reason.value for reason in Refusal}
fuzzed = settings(
    max_examples=RUNS,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


def sample() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Identifiant dotation", "Nom", "Adresse Mail", "Téléphone", "Montant"])
    for number in range(3):
        sheet.append([11843511 + number, "LOIR", "l@yopmail.example", "0676028937", 1000.5])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


SAMPLE = sample()
with zipfile.ZipFile(BytesIO(SAMPLE)) as ARCHIVE:
    PARTS = {part.filename: ARCHIVE.read(part) for part in ARCHIVE.infolist()}
CONTENT = (
    b'<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    b'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    b'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    b'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
    b'<office:spreadsheet><table:table table:name="A"><table:table-row>'
    b'<table:table-cell office:value-type="string" table:number-columns-repeated="2">'
    b"<text:p>Nom</text:p></table:table-cell></table:table-row></table:table>"
    b"</office:spreadsheet></office:body></office:document-content>"
)
OPENDOCUMENT = {
    "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
    "content.xml": CONTENT,
}
# What breaks readers of numbers, references and repeats, put in the place of some bytes.
ODD = [
    b"", b"0", b"-1", b"99999999999", b"1048576", b"XFD1048576", b"A0", b"\0", b"\xff\xfe", b"&#0;",
    b"<", b">", b"</row>", b'"', b"1e999", b"nan", b't="s"', b't="e"', b"<v>9999999</v>", b"\r\n",
]  # fmt: skip
# Small files by other hands and programs, .xls among them.
SEED_BYTES = 60_000
SEEDS = [
    (path.suffix, path.read_bytes())
    for path in sorted(SHEETS.glob("*"))
    if path.suffix in SUFFIXES and path.stat().st_size < SEED_BYTES
]
CUT = st.tuples(
    st.integers(0, 20_000), st.integers(0, 40), st.sampled_from(ODD) | st.binary(max_size=8)
)


@pytest.fixture(scope="module")
def parser() -> Iterator[FuzzedParser]:
    with FuzzedParser() as parser:
        yield parser
        # Dying is allowed, of files that ask for more memory than they may have.
        assert parser.deaths <= max(2, RUNS // 100)


def cut(data: bytes, cuts: list[tuple[int, int, bytes]]) -> bytes:
    """At each place some bytes are taken out and others put in."""
    for place, taken, put in cuts:
        place %= len(data) + 1
        data = data[:place] + put + data[place + taken :]
    return data


def zipped(parts: dict[str, bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def check(parser: FuzzedParser, data: bytes, suffix: str) -> None:
    """A refusal that is ours, or a sheet whose rows come in order and to their end."""
    lines = parser.ask(data, suffix, seconds=SECONDS)
    if lines is None:
        return
    answers = [json.loads(line) for line in lines]
    kind, *rest = answers[-1]
    if kind == "refused":
        assert rest[0] in REASONS
        return
    assert kind == "end"
    assert answers[0][0] == "sheet"
    numbers = [number for number, _cells in answers[1:-1]]
    assert numbers
    assert numbers == sorted(set(numbers))
    assert numbers[-1] - numbers[0] + 1 == len(numbers) + rest[0]


@fuzzed
@given(part=st.sampled_from(sorted(PARTS)), cuts=st.lists(CUT, min_size=1, max_size=4))
def test_a_part_of_an_xlsx(
    parser: FuzzedParser, part: str, cuts: list[tuple[int, int, bytes]]
) -> None:
    check(parser, zipped(PARTS | {part: cut(PARTS[part], cuts)}), ".xlsx")


@fuzzed
@given(cuts=st.lists(CUT, min_size=1, max_size=4))
def test_the_content_of_an_ods(parser: FuzzedParser, cuts: list[tuple[int, int, bytes]]) -> None:
    check(parser, zipped(OPENDOCUMENT | {"content.xml": cut(CONTENT, cuts)}), ".ods")


@fuzzed
@given(data=st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_any_text(parser: FuzzedParser, data: bytes) -> None:
    check(parser, data, ".csv")


@fuzzed
@given(
    suffix=st.sampled_from(SUFFIXES),
    cuts=st.lists(CUT, max_size=4),
    compound=st.booleans(),
    tail=st.binary(max_size=600),
)
def test_any_file_under_any_name(
    parser: FuzzedParser,
    suffix: str,
    cuts: list[tuple[int, int, bytes]],
    compound: bool,
    tail: bytes,
) -> None:
    mark = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    check(parser, mark + tail if compound else cut(SAMPLE, cuts) + tail, suffix)


@needs_corpora
@fuzzed
@given(seed=st.sampled_from(SEEDS or [("", b"")]), cuts=st.lists(CUT, min_size=1, max_size=4))
def test_a_file_of_others_cut(
    parser: FuzzedParser, seed: tuple[str, bytes], cuts: list[tuple[int, int, bytes]]
) -> None:
    suffix, data = seed
    check(parser, cut(data, cuts), suffix)
