import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

# A client reaches its own rows, the system all of them (docs/how-to/add-a-table.md).
ROW_LEVEL_SECURITY = """
ALTER TABLE inquiries_inquiry ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON inquiries_inquiry TO escale_system USING (true) WITH CHECK (true);
CREATE POLICY client ON inquiries_inquiry TO escale_client
    USING (client_id = (SELECT escale_client()))
    WITH CHECK (client_id = (SELECT escale_client()));

ALTER TABLE inquiries_answer ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON inquiries_answer TO escale_system USING (true) WITH CHECK (true);
CREATE POLICY client ON inquiries_answer TO escale_client
    USING (EXISTS (SELECT FROM inquiries_inquiry parent WHERE parent.id = inquiry_id))
    WITH CHECK (EXISTS (SELECT FROM inquiries_inquiry parent WHERE parent.id = inquiry_id));
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("clients", "0001_initial"),
        ("orders", "0001_initial"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Inquiry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sent_by", models.CharField(max_length=200)),
                ("reply_to", models.CharField(max_length=254)),
                (
                    "subject",
                    models.CharField(
                        choices=[
                            ("order", "Une commande"),
                            ("payment", "Un règlement"),
                            ("dotation", "Une dotation ou un bénéficiaire"),
                            ("account", "Mon compte ou mes accès"),
                            ("other", "Autre sujet"),
                        ],
                        max_length=20,
                    ),
                ),
                ("body", models.TextField(max_length=4000)),
                ("form_id", models.UUIDField(default=uuid.uuid4, unique=True)),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inquiries",
                        to="clients.client",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="orders.order",
                    ),
                ),
                ("language", models.CharField(db_default="fr", default="fr", max_length=5)),
            ],
            options={
                "indexes": [models.Index(fields=["client", "-id"], name="inquiry_of_client")],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("answered_by", models.CharField(max_length=200)),
                ("body", models.TextField(max_length=4000)),
                ("form_id", models.UUIDField(default=uuid.uuid4, unique=True)),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "inquiry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="inquiries.inquiry",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.RunSQL(ROW_LEVEL_SECURITY, migrations.RunSQL.noop),
    ]
