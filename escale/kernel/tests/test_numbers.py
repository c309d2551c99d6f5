from escale.kernel.numbers import grouped, order_number


def test_thousands_are_grouped() -> None:
    assert grouped(12345) == "12\u202f345"
    assert order_number(2800901) == "2\u00a0800\u00a0901"
