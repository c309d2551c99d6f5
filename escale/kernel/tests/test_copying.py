from escale.kernel.copying import chunks, copy_line


def test_a_line_escapes_what_would_mislead_copy() -> None:
    assert copy_line((1, None, "a", True)) == "1\t\\N\ta\tTrue\n"
    assert copy_line(("a\tb", "c\nd\r", "e\\N", None)) == "a\\tb\tc\\nd\\r\te\\\\N\t\\N\n"


def test_chunks_hold_every_line() -> None:
    lines = [f"{number}\n" for number in range(1_203)]
    assert "".join(chunks(lines)) == "".join(lines)
    assert list(chunks([])) == []
