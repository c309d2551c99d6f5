from django.db import migrations

from escale.tenancy.walls import Wall, of_parent, owned


class Migration(migrations.Migration):

    dependencies = [
        ("orders", "0006_announces_by_text"),
        ("tenancy", "0001_roles"),
    ]

    operations = [
        Wall("orders_order", owned()),
        Wall("orders_orderline", of_parent("order_id", "orders_order", "number")),
        Wall("orders_booklet", of_parent("order_id", "orders_order", "number")),
        Wall("orders_cardpayment", of_parent("order_id", "orders_order", "number")),
        Wall("orders_cardsettlement", of_parent("payment_id", "orders_cardpayment")),
    ]
