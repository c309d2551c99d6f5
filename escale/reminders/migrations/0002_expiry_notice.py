import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


# A client reaches its own rows, the system all of them (docs/how-to/add-a-table.md).
ROW_LEVEL_SECURITY = """
ALTER TABLE reminders_expirynotice ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON reminders_expirynotice TO escale_system USING (true) WITH CHECK (true);
CREATE POLICY client ON reminders_expirynotice TO escale_client
    USING (client_id = (SELECT escale_client()))
    WITH CHECK (client_id = (SELECT escale_client()));
"""


class Migration(migrations.Migration):
    dependencies = [
        ("clients", "0001_initial"),
        ("reminders", "0001_initial"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ExpiryNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_until", models.DateField()),
                ("days_before", models.PositiveSmallIntegerField()),
                (
                    "sent_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="clients.client",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("client", "valid_until", "days_before"), name="expiry_notice_once"
                    )
                ],
            },
        ),
        migrations.RunSQL(ROW_LEVEL_SECURITY, migrations.RunSQL.noop),
    ]
