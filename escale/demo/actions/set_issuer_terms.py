from datetime import timedelta

from escale.inquiries.models import IssuerContact
from escale.orders.catalogue import offered_products
from escale.orders.models import IssuerSettings


def set_issuer_terms() -> None:
    """The issuer of the demonstration: delays short enough to be seen, an account for examples."""
    IssuerSettings.objects.update_or_create(
        pk=1,
        defaults={
            "production_delay": timedelta(seconds=20),
            "integration_delay": timedelta(seconds=10),
            "delivery_delay": timedelta(minutes=1),
            "account_holder": "Escale, émetteur de démonstration",
            "iban": "FR1420041010050500013M02606",
            "bic": "PSSTFRPPPAR",
            "offers_cheque": True,
            "cheque_address": "Service des règlements\n1 quai de l’Exemple\n35000 Rennes",
            "contact_email": "emetteur@yopmail.example",
        },
    )
    # A number that the numbering plan keeps for fiction.
    IssuerContact.objects.update_or_create(
        pk=1,
        defaults={
            "phone": "+33199001234",
            "opening_hours": "du lundi au vendredi, de 9 h à 18 h",
            "email": "aide@yopmail.example",
            "postal_address": "Escale, démonstration\n1 quai de l’Exemple\n29000 Port-Fictif",
        },
    )
    for product in offered_products():
        product.save()
