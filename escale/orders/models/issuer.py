from datetime import timedelta
from decimal import Decimal
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy

from escale.orders.fields import KindField
from escale.orders.states import ProductKind


class Product(models.Model):
    """What the issuer offers under « Commander », and its rule on amounts, in whole euros (D5).

    A kind without a row is offered as `catalogue.product_of` describes it.
    """

    kind = KindField(
        gettext_lazy("produit"), max_length=20, choices=ProductKind.choices, primary_key=True
    )
    description = models.CharField(gettext_lazy("description"), max_length=300)
    is_offered = models.BooleanField(gettext_lazy("proposé à la commande"), default=True)
    commission_percent = models.DecimalField(
        gettext_lazy("commission (%)"),
        max_digits=5,
        decimal_places=2,
        default=Decimal(1),
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    amount_min = models.PositiveIntegerField(
        gettext_lazy("montant minimal (€)"), default=10, validators=[MinValueValidator(1)]
    )
    amount_max = models.PositiveIntegerField(
        gettext_lazy("montant maximal (€)"), default=5_000, validators=[MinValueValidator(1)]
    )
    amount_step = models.PositiveIntegerField(
        gettext_lazy("multiple de (€)"), default=1, validators=[MinValueValidator(1)]
    )

    class Meta:
        verbose_name = gettext_lazy("produit")
        verbose_name_plural = gettext_lazy("produits")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(amount_max__gte=models.F("amount_min")),
                name="product_bounds_in_order",
                violation_error_message=gettext_lazy(
                    "Le montant maximal doit être au moins égal au montant minimal."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return str(ProductKind(self.kind).label)

    @property
    def is_paper(self) -> bool:
        return self.kind == ProductKind.CLASSIC


DELAY = [
    MinValueValidator(timedelta(0), gettext_lazy("Un délai n’est pas négatif.")),
    MaxValueValidator(timedelta(days=90), gettext_lazy("90 jours au plus.")),
]


class IssuerSettings(models.Model):
    """The issuer's own terms, one row that staff edit; read through `queries.issuer_settings`."""

    production_delay = models.DurationField(
        gettext_lazy("délai de production"),
        default=timedelta(days=1),
        validators=DELAY,
        help_text=gettext_lazy("Du règlement à la remise à la plateforme, ou à l’envoi du papier."),
    )
    integration_delay = models.DurationField(
        gettext_lazy("délai d’intégration"),
        default=timedelta(hours=1),
        validators=DELAY,
        help_text=gettext_lazy("De la remise à la plateforme au départ du premier e-mail."),
    )
    delivery_delay = models.DurationField(
        gettext_lazy("délai de livraison"),
        default=timedelta(days=3),
        validators=DELAY,
        help_text=gettext_lazy("De l’envoi du papier à sa livraison."),
    )
    account_holder = models.CharField(
        gettext_lazy("titulaire du compte"), max_length=100, blank=True
    )
    iban = models.CharField("IBAN", max_length=34, blank=True)
    bic = models.CharField("BIC", max_length=11, blank=True)
    offers_card = models.BooleanField(
        gettext_lazy("règlement par carte bancaire"), default=True, db_default=True
    )
    offers_transfer = models.BooleanField(
        gettext_lazy("règlement par virement"), default=True, db_default=True
    )
    offers_cheque = models.BooleanField(
        gettext_lazy("règlement par chèque"),
        default=False,
        db_default=False,
        help_text=gettext_lazy(
            "À l’ordre du titulaire du compte. Un moyen que vous ne proposez plus reste valable "
            "pour les commandes qui l’ont choisi."
        ),
    )
    cheque_address = models.TextField(
        gettext_lazy("adresse d’envoi des chèques"),
        max_length=300,
        blank=True,
        default="",
        db_default="",
    )
    announces_by_text = models.BooleanField(
        gettext_lazy("annoncer l’e-mail d’activation par SMS"),
        default=False,
        help_text=gettext_lazy(
            "Un SMS sans lien part avec le premier e-mail d’activation de chaque dotation."
        ),
    )
    days_to_pay = models.PositiveSmallIntegerField(
        gettext_lazy("délai de règlement (jours)"),
        default=90,
        db_default=90,
        validators=[MinValueValidator(30), MaxValueValidator(365)],
        help_text=gettext_lazy(
            "Passé ce délai, une commande qui n’est pas réglée est annulée ; les gestionnaires "
            "sont prévenus 30 et 10 jours avant."
        ),
    )
    gives_commission_back = models.BooleanField(
        gettext_lazy("rendre la commission des dotations annulées"),
        default=True,
        db_default=True,
        help_text=gettext_lazy(
            "Quand vous annulez des dotations réglées, leur part de commission est rendue avec "
            "leur valeur."
        ),
    )
    contact_email = models.EmailField(
        gettext_lazy("adresse de réponse"),
        blank=True,
        help_text=gettext_lazy("Reçoit un avis pour chaque message de « Nous contacter »."),
    )

    class Meta:
        verbose_name = gettext_lazy("réglages de l’émetteur")
        verbose_name_plural = gettext_lazy("réglages de l’émetteur")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(pk=1), name="issuer_settings_single"),
            models.CheckConstraint(
                condition=models.Q(offers_card=True)
                | models.Q(offers_transfer=True)
                | models.Q(offers_cheque=True),
                name="issuer_offers_a_means",
                violation_error_message=gettext_lazy(
                    "Proposez au moins un moyen de règlement\u00a0: carte bancaire, virement ou "
                    "chèque."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(offers_cheque=False)
                | ~models.Q(account_holder="") & ~models.Q(cheque_address=""),
                name="issuer_says_where_cheques_go",
                violation_error_message=gettext_lazy(
                    "Pour proposer le chèque, dites à l’ordre de qui il est fait (titulaire du "
                    "compte) et à quelle adresse il s’envoie."
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class ExpiryPause(models.Model):
    """Nothing expires before: an upgrade found titles long over, and staff look at them first.

    Without its row, titles expire in the night that follows their last day.
    """

    until = models.DateTimeField(gettext_lazy("jusqu’au"))

    class Meta:
        verbose_name = gettext_lazy("expirations suspendues")
        verbose_name_plural = gettext_lazy("expirations suspendues")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(pk=1), name="expiry_pause_single")
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
