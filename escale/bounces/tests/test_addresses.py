import pytest

from escale.bounces.parsing.addresses import address_of, addresses_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<a@b.example>: no", ["a@b.example"]),
        ("A@B.example, a@b.example", ["A@B.example"]),
        ("c=fr;a= ;p=x;dda:SMTP=a@b.example;", ["a@b.example"]),
        ("<bounces+1=b.example@c.example>", ["bounces+1=b.example@c.example"]),
        ('"lou dupont"@b.example', []),
        ("zoé@société.example: inconnu", ["zoé@société.example"]),
        ("zoe\u0301@socie\u0301te\u0301.example", ["zoé@société.example"]),
        ("lou@société.example.", ["lou@société.example"]),
        ("почта@пример.рф", ["почта@пример.рф"]),
        ("δοκιμή@παράδειγμα.ελ", ["δοκιμή@παράδειγμα.ελ"]),
        ("<用户@例子.广告>", ["用户@例子.广告"]),
        # Japanese writes no blank after an address, nor before.
        ("宛先a@b.exampleへ配信できません", ["a@b.example"]),
        ("", []),
    ],
)
def test_addresses_in_a_text(text: str, expected: list[str]) -> None:
    assert addresses_in(text) == expected


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("rfc822; <a@b.example>", "a@b.example"),
        ("utf-8; zoé@société.example", "zoé@société.example"),
        # RFC 6533: in a report that is not in UTF-8.
        (r"utf-8; zo\x{E9}@soci\x{E9}t\x{E9}.example", "zoé@société.example"),
        (r"utf-8; \x{7528}\x{6237}@\x{4F8B}.example", "用户@例.example"),
        (r"utf-8; \x{FFFFFF}@b.example", ""),
        ("utf-8;用户@例子.广告", "用户@例子.广告"),
        ("rfc822; a@b.example (Lou)", "a@b.example"),
        ("rfc822; nobody", ""),
    ],
)
def test_address_of_a_field(field: str, expected: str) -> None:
    assert address_of(field) == expected
