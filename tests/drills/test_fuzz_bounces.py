"""Z2: nothing that a stranger sends makes the bounce parser raise, or think for long."""

import time

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from escale.bounces.parsing.parse import parse
from escale.bounces.tests.made import letter, report
from tests.corpora import CORPORA, needs_corpora
from tests.drills.size import sized

pytestmark = pytest.mark.drill
RUNS = sized(small=200, full=33_334)  # of each of the three tests
SECONDS = 5
fuzzed = settings(
    max_examples=RUNS,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
MADE = [
    report(),
    report(action="delayed"),
    letter("<a@b.example>: 550 no such user", from_="mailer-daemon@x.example", subject="failure"),
]
TOKENS = st.sampled_from(
    [
        b"\n\n", b"\n", b": ", b"; ", b"--", b"\0", b"\xff", b"=?utf-8?Q?=", b"=?x?B?%%?=",
        b"Content-Type: multipart/report; boundary=", b"Content-Type: message/rfc822\n\n",
        b"Content-Transfer-Encoding: base64\n", b"charset=utf-7", b"charset=idna", b"charset=hex",
        b"charset=undefined", b"Final-Recipient: ", b"Action: failed", b"Status: 5.", b"<", b"@",
        b"Final-Recipient: utf-8; \\x{D800}@b.example", b"\xe2\x80\xa8", b"550 5.7.1 ",
    ]
)  # fmt: skip


# Real ones, small enough to be spoilt in a place that counts.
SEED_BYTES = 20_000
REAL = [
    path.read_bytes()
    for path in sorted((CORPORA / "bounces").rglob("*.eml"))
    if path.stat().st_size < SEED_BYTES
]


@st.composite
def spoilt(draw: st.DrawFn, seeds: list[bytes]) -> bytes:
    content = bytearray(draw(st.sampled_from(seeds)))
    for _time in range(draw(st.integers(1, 12))):
        at = draw(st.integers(0, len(content)))
        cut = draw(st.integers(0, 40))
        content[at : at + cut] = draw(st.one_of(TOKENS, st.binary(max_size=20)))
    return bytes(content)


def check(content: bytes) -> None:
    started = time.monotonic()
    parsed = parse(content)
    assert time.monotonic() - started < SECONDS
    assert all(len(said.diagnostic) <= 500 for said in parsed.recipients)


@fuzzed
@given(spoilt(MADE))
@example(letter("", from_="mailer-daemon@x.example", subject="=?x?B?=?utf-8?Q?=%%?="))
def test_made_bounces_spoilt(content: bytes) -> None:
    check(content)


@needs_corpora
@fuzzed
@given(spoilt(REAL or MADE))
def test_real_bounces_spoilt(content: bytes) -> None:
    check(content)


@fuzzed
@given(st.binary(max_size=2_000))
def test_any_bytes(content: bytes) -> None:
    check(content)
