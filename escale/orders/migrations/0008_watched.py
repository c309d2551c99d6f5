from django.db import migrations

from escale.journal.watching import fill_client, watch


class Migration(migrations.Migration):
    """The database sees the money of orders, and the issuer's terms, change."""

    dependencies = [("orders", "0007_wall"), ("journal", "0004_complete")]

    operations = [
        watch(
            "orders_order",
            columns=(
                "client_id",
                "status",
                "payment_means",
                "paid_at",
                "face_value",
                "commission",
                "total",
            ),
            about="'order:' || n.number",
            client="n.client_id",
            key="number",
        ),
        watch(
            "orders_product",
            columns=(
                "description",
                "is_offered",
                "commission_percent",
                "amount_min",
                "amount_max",
                "amount_step",
            ),
            about="'product:' || n.kind",
            key="kind",
        ),
        watch(
            "orders_issuersettings",
            columns=(
                "production_delay",
                "integration_delay",
                "delivery_delay",
                "account_holder",
                "iban",
                "bic",
                "announces_by_text",
                "contact_email",
            ),
            about="'issuer:settings'",
        ),
        fill_client("orders_order", kind="order", key="number", client="client_id"),
    ]
