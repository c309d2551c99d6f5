from django.db import migrations


class Migration(migrations.Migration):
    """The journal is only ever added to, whoever asks and however: raw SQL too."""

    dependencies = [("journal", "0001_initial")]

    operations = [
        migrations.RunSQL(
            """
            CREATE FUNCTION journal_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION 'The journal is append-only: % refused', TG_OP;
            END $$;
            CREATE TRIGGER journal_append_only
            BEFORE UPDATE OR DELETE ON journal_journalentry
            FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse_change();
            CREATE TRIGGER journal_no_truncate
            BEFORE TRUNCATE ON journal_journalentry
            FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse_change();
            """,
            "DROP FUNCTION journal_refuse_change() CASCADE",
        )
    ]
