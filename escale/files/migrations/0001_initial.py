import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

# What comes is compressed already.
UNCOMPRESSED = "ALTER TABLE files_storedchunk ALTER COLUMN content SET STORAGE EXTERNAL"
# A client reaches its own rows, the system all of them (docs/how-to/add-a-table.md).
ROW_LEVEL_SECURITY = """
ALTER TABLE files_storedfile ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON files_storedfile TO escale_system USING (true) WITH CHECK (true);
CREATE POLICY client ON files_storedfile TO escale_client
    USING (client_id = (SELECT escale_client()))
    WITH CHECK (client_id = (SELECT escale_client()));

ALTER TABLE files_storedchunk ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON files_storedchunk TO escale_system USING (true) WITH CHECK (true);
CREATE POLICY client ON files_storedchunk TO escale_client
    USING (EXISTS (SELECT FROM files_storedfile parent WHERE parent.id = file_id))
    WITH CHECK (EXISTS (SELECT FROM files_storedfile parent WHERE parent.id = file_id));
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="StoredFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, unique=True)),
                ("size", models.BigIntegerField(default=0)),
                (
                    "modified_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "client_id",
                    models.BigIntegerField(
                        db_default=models.Func(
                            function="escale_client", output_field=models.BigIntegerField()
                        ),
                        null=True,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StoredChunk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("content", models.BinaryField()),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="chunks",
                        to="files.storedfile",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("file", "position"), name="chunk_position")
                ],
            },
        ),
        migrations.RunSQL(UNCOMPRESSED, migrations.RunSQL.noop),
        migrations.RunSQL(ROW_LEVEL_SECURITY, migrations.RunSQL.noop),
    ]
