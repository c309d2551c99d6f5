import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

# A client reaches its own rows, the system all of them (docs/how-to/add-a-table.md).
ROW_LEVEL_SECURITY = """
ALTER TABLE reminders_reminderplan ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON reminders_reminderplan TO escale_system USING (true) WITH CHECK (true);
CREATE POLICY client ON reminders_reminderplan TO escale_client
    USING (client_id = (SELECT escale_client()))
    WITH CHECK (client_id = (SELECT escale_client()));

ALTER TABLE reminders_reminder ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON reminders_reminder TO escale_system USING (true) WITH CHECK (true);
CREATE POLICY client ON reminders_reminder TO escale_client
    USING (client_id = (SELECT escale_client()))
    WITH CHECK (client_id = (SELECT escale_client()));

ALTER TABLE reminders_digest ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON reminders_digest TO escale_system USING (true) WITH CHECK (true);
CREATE POLICY client ON reminders_digest TO escale_client
    USING (EXISTS (SELECT FROM clients_member parent WHERE parent.id = member_id))
    WITH CHECK (EXISTS (SELECT FROM clients_member parent WHERE parent.id = member_id));
"""
# The database itself sees the plan of a client change.
WATCH = """
CREATE FUNCTION journal_watch_reminders_reminderplan_insert() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp SET enable_nestloop = off AS $$
BEGIN
    INSERT INTO journal_journalchange (role, operation, client_id, abouts, changes, is_first)
    SELECT session_user, TG_OP, client_id, array_agg(about), changes, row_number() OVER () = 1
    FROM (
        SELECT n.client_id AS client_id, 'reminders:' || n.client_id AS about, '{}'::jsonb AS changes
        FROM present n
    ) AS changed GROUP BY client_id, changes;
    RETURN NULL;
END $$;
CREATE TRIGGER journal_watch_insert AFTER INSERT ON reminders_reminderplan
REFERENCING NEW TABLE AS present
FOR EACH STATEMENT EXECUTE FUNCTION journal_watch_reminders_reminderplan_insert();

CREATE FUNCTION journal_watch_reminders_reminderplan_update() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp SET enable_nestloop = off AS $$
BEGIN
    INSERT INTO journal_journalchange (role, operation, client_id, abouts, changes, is_first)
    SELECT session_user, TG_OP, client_id, array_agg(about), changes, row_number() OVER () = 1
    FROM (
        SELECT n.client_id AS client_id, 'reminders:' || n.client_id AS about,
               jsonb_strip_nulls(jsonb_build_object(
                   'is_on', CASE WHEN o.is_on IS DISTINCT FROM n.is_on
                       THEN jsonb_build_array(o.is_on, n.is_on) END,
                   'activation_days', CASE WHEN o.activation_days IS DISTINCT FROM n.activation_days
                       THEN jsonb_build_array(o.activation_days, n.activation_days) END,
                   'application_days', CASE WHEN o.application_days IS DISTINCT FROM n.application_days
                       THEN jsonb_build_array(o.application_days, n.application_days) END,
                   'days_before_end', CASE WHEN o.days_before_end IS DISTINCT FROM n.days_before_end
                       THEN jsonb_build_array(o.days_before_end, n.days_before_end) END,
                   'from_hour', CASE WHEN o.from_hour IS DISTINCT FROM n.from_hour
                       THEN jsonb_build_array(o.from_hour, n.from_hour) END,
                   'until_hour', CASE WHEN o.until_hour IS DISTINCT FROM n.until_hour
                       THEN jsonb_build_array(o.until_hour, n.until_hour) END,
                   'weekdays', CASE WHEN o.weekdays IS DISTINCT FROM n.weekdays
                       THEN jsonb_build_array(o.weekdays, n.weekdays) END
               )) AS changes
        FROM former o JOIN present n ON n.id = o.id
        WHERE (
            o.is_on, o.activation_days, o.application_days, o.days_before_end, o.from_hour,
            o.until_hour, o.weekdays
        ) IS DISTINCT FROM (
            n.is_on, n.activation_days, n.application_days, n.days_before_end, n.from_hour,
            n.until_hour, n.weekdays
        )
    ) AS changed GROUP BY client_id, changes;
    RETURN NULL;
END $$;
CREATE TRIGGER journal_watch_update AFTER UPDATE ON reminders_reminderplan
REFERENCING OLD TABLE AS former NEW TABLE AS present
FOR EACH STATEMENT EXECUTE FUNCTION journal_watch_reminders_reminderplan_update();

CREATE FUNCTION journal_watch_reminders_reminderplan_delete() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp SET enable_nestloop = off AS $$
BEGIN
    INSERT INTO journal_journalchange (role, operation, client_id, abouts, changes, is_first)
    SELECT session_user, TG_OP, client_id, array_agg(about), changes, row_number() OVER () = 1
    FROM (
        SELECT n.client_id AS client_id, 'reminders:' || n.client_id AS about, '{}'::jsonb AS changes
        FROM former n
    ) AS changed GROUP BY client_id, changes;
    RETURN NULL;
END $$;
CREATE TRIGGER journal_watch_delete AFTER DELETE ON reminders_reminderplan
REFERENCING OLD TABLE AS former
FOR EACH STATEMENT EXECUTE FUNCTION journal_watch_reminders_reminderplan_delete();
"""
UNWATCH = """
DROP FUNCTION journal_watch_reminders_reminderplan_insert() CASCADE;
DROP FUNCTION journal_watch_reminders_reminderplan_update() CASCADE;
DROP FUNCTION journal_watch_reminders_reminderplan_delete() CASCADE;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("clients", "0001_initial"),
        ("dotations", "0001_initial"),
        ("journal", "0001_initial"),
        ("mailing", "0001_initial"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Digest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("looked_on", models.DateField()),
                ("told_until", models.DateTimeField()),
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="clients.member",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("activation", "Activation"), ("application", "Application")],
                        max_length=11,
                    ),
                ),
                ("step", models.PositiveSmallIntegerField()),
                ("silent_since", models.DateTimeField()),
                ("day", models.DateField()),
                (
                    "client",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="clients.client",
                    ),
                ),
                (
                    "dotation",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="dotations.dotation",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="mailing.outgoingmessage",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["client", "-day"], name="reminder_history")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("dotation", "kind", "step"), name="reminder_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReminderPlan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_on", models.BooleanField(default=False)),
                (
                    "activation_days",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), default=list, size=4
                    ),
                ),
                (
                    "application_days",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), default=list, size=4
                    ),
                ),
                ("days_before_end", models.PositiveSmallIntegerField(null=True)),
                ("from_hour", models.PositiveSmallIntegerField()),
                ("until_hour", models.PositiveSmallIntegerField()),
                (
                    "weekdays",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), default=list, size=7
                    ),
                ),
                ("changed_by", models.CharField(max_length=200)),
                (
                    "changed_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("done_on", models.DateField(null=True)),
                (
                    "client",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="clients.client",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_hour__lt", models.F("until_hour")), ("until_hour__lte", 24)
                        ),
                        name="reminder_plan_hours",
                    )
                ],
            },
        ),
        migrations.RunSQL(ROW_LEVEL_SECURITY, migrations.RunSQL.noop),
        migrations.RunSQL(WATCH, UNWATCH),
    ]
