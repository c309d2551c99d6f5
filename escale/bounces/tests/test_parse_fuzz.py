"""Z2, small: nothing that a stranger sends makes the parser raise."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from escale.bounces.parsing.parse import parse
from escale.bounces.tests.made import letter, report

SEEDS = [
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
    ]
)  # fmt: skip


@st.composite
def spoilt(draw: st.DrawFn) -> bytes:
    content = bytearray(draw(st.sampled_from(SEEDS)))
    for _time in range(draw(st.integers(1, 12))):
        at = draw(st.integers(0, len(content)))
        cut = draw(st.integers(0, 40))
        content[at : at + cut] = draw(st.one_of(TOKENS, st.binary(max_size=20)))
    return bytes(content)


@settings(max_examples=300, deadline=2_000)
@given(spoilt())
@example(letter("", from_="mailer-daemon@x.example", subject="=?x?B?=?utf-8?Q?=%%?="))
def test_spoilt_messages(content: bytes) -> None:
    parsed = parse(content)
    assert all(len(said.diagnostic) <= 500 for said in parsed.recipients)


@settings(max_examples=100, deadline=2_000)
@given(st.binary(max_size=2_000))
def test_any_bytes(content: bytes) -> None:
    parse(content)
