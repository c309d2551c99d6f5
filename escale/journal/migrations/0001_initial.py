import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.functions.datetime
from django.db import migrations, models

# Nothing but a purge and an erasure may touch a line, each within a transaction that says which it
# does; and whoever asks, raw SQL too.
KEEP = """
CREATE FUNCTION journal_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The journal is append-only: % refused', TG_OP;
END $$;
CREATE TRIGGER journal_no_truncate BEFORE TRUNCATE ON journal_journalentry
FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse_change();
CREATE TRIGGER journal_no_truncate BEFORE TRUNCATE ON journal_journalchange
FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse_change();

CREATE FUNCTION journal_erased(changes jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(jsonb_object_agg(field, '["effacé", "effacé"]'::jsonb), '{}')
    FROM jsonb_object_keys(changes) AS field
$$;

CREATE FUNCTION journal_keep() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    purpose text := current_setting('escale.journal', true);
    expected jsonb;
BEGIN
    IF TG_OP = 'DELETE' AND purpose = 'purge' AND OLD.at < now() - interval '6 months' THEN
        RETURN OLD;
    ELSIF TG_OP = 'UPDATE' AND purpose = 'erase' THEN
        expected := to_jsonb(OLD) || jsonb_build_object('changes', journal_erased(OLD.changes));
        IF expected->>'door' = 'beneficiary' THEN
            expected := expected || '{"actor": "effacé"}';
        END IF;
        IF to_jsonb(NEW) = expected THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'The journal is append-only: % refused', TG_OP;
END $$;

CREATE TRIGGER journal_append_only BEFORE UPDATE OR DELETE ON journal_journalentry
FOR EACH ROW EXECUTE FUNCTION journal_keep();
CREATE TRIGGER journal_append_only BEFORE UPDATE OR DELETE ON journal_journalchange
FOR EACH ROW EXECUTE FUNCTION journal_keep();
"""
KEEP_NO_MORE = """
DROP FUNCTION journal_keep() CASCADE;
DROP FUNCTION journal_erased(jsonb);
DROP FUNCTION journal_refuse_change() CASCADE;
"""
# A transaction that writes a line has told what it changes; another one is told by the database.
# The rights are those of the owner of the tables, whoever runs the statement.
TELL = """
CREATE FUNCTION journal_note_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('escale.told', pg_current_xact_id()::text, true);
    RETURN NULL;
END $$;
CREATE TRIGGER journal_note_entry AFTER INSERT ON journal_journalentry
FOR EACH STATEMENT EXECUTE FUNCTION journal_note_entry();

CREATE FUNCTION journal_tell_untold() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF current_setting('escale.told', true) IS DISTINCT FROM NEW.transaction::text THEN
        INSERT INTO journal_journalentry (at, actor, client_id, door, verb, about, changes)
        SELECT at, role, client_id, 'outside', CASE operation
                   WHEN 'INSERT' THEN 'added-outside'
                   WHEN 'DELETE' THEN 'removed-outside' ELSE 'changed-outside' END,
               about, changes
        FROM journal_journalchange, unnest(abouts) AS about
        WHERE transaction = NEW.transaction ORDER BY id;
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER journal_tell_untold AFTER INSERT ON journal_journalchange
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.is_first)
EXECUTE FUNCTION journal_tell_untold();
"""
TELL_NO_MORE = """
DROP FUNCTION journal_note_entry() CASCADE;
DROP FUNCTION journal_tell_untold() CASCADE;
"""
# A client reads its lines and adds to them; nothing lets it change one, whatever it says.
ROW_LEVEL_SECURITY = """
ALTER TABLE journal_journalentry ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON journal_journalentry TO escale_system USING (true) WITH CHECK (true);
CREATE POLICY client_reads ON journal_journalentry FOR SELECT TO escale_client
    USING (client_id = (SELECT escale_client()));
CREATE POLICY client_adds ON journal_journalentry FOR INSERT TO escale_client
    WITH CHECK (client_id = (SELECT escale_client()));

ALTER TABLE journal_journalchange ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON journal_journalchange TO escale_system USING (true) WITH CHECK (true);
CREATE POLICY client_reads ON journal_journalchange FOR SELECT TO escale_client
    USING (client_id = (SELECT escale_client()));
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="JournalEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="date"
                    ),
                ),
                ("actor", models.CharField(max_length=200, verbose_name="qui")),
                ("user_id", models.BigIntegerField(null=True)),
                (
                    "door",
                    models.CharField(
                        choices=[
                            ("screen", "écran"),
                            ("import", "import"),
                            ("api", "API"),
                            ("operator", "opérateur"),
                            ("beneficiary", "bénéficiaire"),
                            ("system", "système"),
                            ("outside", "hors d’Escale"),
                        ],
                        max_length=20,
                        verbose_name="par",
                    ),
                ),
                ("verb", models.CharField(max_length=60, verbose_name="acte")),
                ("about", models.CharField(max_length=80, verbose_name="sur")),
                ("changes", models.JSONField(default=dict, verbose_name="valeurs")),
                ("message_id", models.BigIntegerField(null=True)),
                ("client_id", models.BigIntegerField(null=True)),
                (
                    "transaction",
                    models.BigIntegerField(
                        db_default=models.Func(
                            output_field=models.BigIntegerField(),
                            template="(pg_current_xact_id()::text::bigint)",
                        ),
                        null=True,
                    ),
                ),
            ],
            options={
                "verbose_name": "ligne du journal",
                "verbose_name_plural": "journal",
                "indexes": [
                    models.Index(fields=["about", "id"], name="journal_about"),
                    models.Index(fields=["client_id", "-id"], name="journal_of_client"),
                    django.contrib.postgres.indexes.BrinIndex(
                        fields=["at", "transaction"], name="journal_moment"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("client_id__isnull", False),
                            models.Q(
                                ("about__startswith", "client:"),
                                ("about__startswith", "dotation:"),
                                ("about__startswith", "draft:"),
                                ("about__startswith", "import:"),
                                ("about__startswith", "inquiry:"),
                                ("about__startswith", "mass-send:"),
                                ("about__startswith", "member:"),
                                ("about__startswith", "order:"),
                                _connector="OR",
                                _negated=True,
                            ),
                            _connector="OR",
                        ),
                        name="journal_names_the_client",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="JournalChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="date"
                    ),
                ),
                ("role", models.CharField(max_length=63, verbose_name="rôle de la base")),
                (
                    "operation",
                    models.CharField(
                        choices=[
                            ("INSERT", "ajout"),
                            ("UPDATE", "modification"),
                            ("DELETE", "suppression"),
                        ],
                        max_length=6,
                        verbose_name="opération",
                    ),
                ),
                ("client_id", models.BigIntegerField(null=True)),
                (
                    "abouts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), size=None, verbose_name="sur"
                    ),
                ),
                ("changes", models.JSONField(default=dict, verbose_name="valeurs")),
                (
                    "transaction",
                    models.BigIntegerField(
                        db_default=models.Func(
                            output_field=models.BigIntegerField(),
                            template="(pg_current_xact_id()::text::bigint)",
                        )
                    ),
                ),
                ("is_first", models.BooleanField()),
            ],
            options={
                "verbose_name": "changement vu par la base",
                "verbose_name_plural": "changements vus par la base",
                "indexes": [
                    models.Index(fields=["client_id", "-id"], name="journal_change_of_client"),
                    django.contrib.postgres.indexes.BrinIndex(
                        fields=["at", "transaction"], name="journal_change_moment"
                    ),
                ],
            },
        ),
        migrations.RunSQL(KEEP, KEEP_NO_MORE),
        migrations.RunSQL(TELL, TELL_NO_MORE),
        migrations.RunSQL(ROW_LEVEL_SECURITY, migrations.RunSQL.noop),
    ]
