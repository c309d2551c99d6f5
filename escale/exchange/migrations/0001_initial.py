import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

# A client reaches its own rows, the system all of them (docs/how-to/add-a-table.md).
ROW_LEVEL_SECURITY = """
ALTER TABLE exchange_columnhabit ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON exchange_columnhabit TO escale_system USING (true) WITH CHECK (true);
CREATE POLICY client ON exchange_columnhabit TO escale_client
    USING (client_id = (SELECT escale_client()))
    WITH CHECK (client_id = (SELECT escale_client()));
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("clients", "0001_initial"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ColumnHabit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("column", models.CharField(blank=True, max_length=20)),
                ("said_by", models.CharField(max_length=200)),
                (
                    "said_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "client",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="clients.client",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("client", "title"), name="habit_of_title")
                ],
            },
        ),
        migrations.RunSQL(ROW_LEVEL_SECURITY, migrations.RunSQL.noop),
    ]
