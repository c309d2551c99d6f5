import django.db.models.expressions
import django.db.models.functions.datetime
from django.db import migrations, models

# A client reads none of it: its stamp alone, through a function.
ROW_LEVEL_SECURITY = """
ALTER TABLE changes_clientchange ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON changes_clientchange TO escale_system USING (true) WITH CHECK (true);
"""
# Of two transactions, the later one may end first: how many there are tells it apart.
STAMP = """
CREATE FUNCTION escale_stamp(whose bigint) RETURNS text LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = public, pg_temp
RETURN (
    SELECT coalesce(max(transaction), 0) || '.' || count(*)
    FROM changes_clientchange WHERE client_id = whose
);
"""
NOTE = """
CREATE FUNCTION escale_note_change() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        INSERT INTO changes_clientchange (client_id)
        SELECT DISTINCT client_id FROM former WHERE client_id IS NOT NULL
        ON CONFLICT DO NOTHING;
    ELSE
        INSERT INTO changes_clientchange (client_id)
        SELECT DISTINCT client_id FROM present WHERE client_id IS NOT NULL
        ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ClientChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("client_id", models.BigIntegerField()),
                (
                    "transaction",
                    models.BigIntegerField(
                        db_default=django.db.models.expressions.Func(
                            output_field=models.BigIntegerField(),
                            template="(pg_current_xact_id()::text::bigint)",
                        )
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("client_id", "transaction"), name="client_change_once"
                    )
                ],
            },
        ),
        migrations.RunSQL(ROW_LEVEL_SECURITY, migrations.RunSQL.noop),
        migrations.RunSQL(STAMP, "DROP FUNCTION escale_stamp(bigint)"),
        migrations.RunSQL(NOTE, "DROP FUNCTION escale_note_change() CASCADE"),
    ]
