import pytest

from escale.orders.catalogue import AmountRefused, check_amount, offered_products, product_of
from escale.orders.models import Product
from escale.orders.states import ProductKind

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("cents", [1_000, 15_000, 500_000])
def test_amounts_within_the_rule(cents: int) -> None:
    check_amount(product_of(ProductKind.CONNECT), cents)


@pytest.mark.parametrize(
    ("cents", "words"),
    [
        (15_050, "sans centimes"),
        (900, "de 10 € à 5 000 €"),
        (500_100, "de 10 € à 5 000 €"),
        (-15_000, "de 10 €"),
        (10**11, "de 10 €"),
    ],
)
def test_other_amounts_say_what_is_allowed(cents: int, words: str) -> None:
    with pytest.raises(AmountRefused) as caught:
        check_amount(product_of(ProductKind.CONNECT), cents)
    assert words in str(caught.value).replace("\u00a0", " ").replace("\u202f", " ")


def test_the_rule_is_the_issuers() -> None:
    Product.objects.create(kind=ProductKind.CONNECT, amount_max=100, amount_step=20)
    product = product_of(ProductKind.CONNECT)
    check_amount(product, 8_000)
    for cents in (15_000, 5_000):
        with pytest.raises(AmountRefused):
            check_amount(product, cents)


def test_a_product_may_be_withdrawn() -> None:
    assert [product.kind for product in offered_products()] == ["connect", "classic"]
    Product.objects.create(kind=ProductKind.CLASSIC, is_offered=False)
    assert [product.kind for product in offered_products()] == ["connect"]
