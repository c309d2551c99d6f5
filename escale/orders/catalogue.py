"""What can be ordered and for which amounts: the issuer's rows, or what stands in for them."""

from django.utils.translation import gettext as _

from escale.kernel.errors import DomainError
from escale.kernel.money import format_whole_euros
from escale.orders.models import Product
from escale.orders.states import ProductKind


class AmountRefused(DomainError):
    code = "amount-refused"


def product_of(kind: str) -> Product:
    """The product as the issuer set it, or with its usual terms where no row says otherwise."""
    return Product.objects.filter(pk=kind).first() or _usual(ProductKind(kind))


def offered_products() -> list[Product]:
    """In the order of the catalogue, those that are not offered left out."""
    known = Product.objects.in_bulk()
    products = [known.get(kind) or _usual(kind) for kind in ProductKind]
    return [product for product in products if product.is_offered]


def products_without_terms() -> list[Product]:
    """Those of which the issuer has set nothing yet, as they are offered meanwhile."""
    known = set(Product.objects.values_list("kind", flat=True))
    return [_usual(kind) for kind in ProductKind if kind not in known]


def check_amount(product: Product, cents: int) -> None:
    """Raises AmountRefused where one beneficiary's amount breaks the issuer's rule (D5)."""
    low, high, step = (
        euros * 100 for euros in (product.amount_min, product.amount_max, product.amount_step)
    )
    if cents % 100:
        raise AmountRefused(_("Le montant doit être en euros entiers, sans centimes."))
    if not low <= cents <= high:
        raise AmountRefused(
            _("Le montant d’une dotation va de %(low)s à %(high)s.")
            % {"low": format_whole_euros(low), "high": format_whole_euros(high)}
        )
    if cents % step:
        raise AmountRefused(
            _("Le montant doit être un multiple de %(step)s.") % {"step": format_whole_euros(step)}
        )


def _usual(kind: ProductKind) -> Product:
    if kind == ProductKind.CONNECT:
        return Product(
            kind=kind,
            description=_(
                "Dématérialisé\u00a0: chaque bénéficiaire active sa première dotation dans "
                "l’application, où les suivantes arrivent d’elles-mêmes."
            ),
        )
    return Product(
        kind=kind,
        description=_("En chéquiers de papier, produits puis livrés à votre adresse."),
        amount_step=10,
    )
