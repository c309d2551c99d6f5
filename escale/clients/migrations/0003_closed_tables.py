from django.conf import settings
from django.db import migrations

# What a client's pages and jobs never read, whoever turns them against us: hashes, keys of
# sessions, second factors, jobs with their arguments (docs/concerns/permissions.md).
CLOSE = """
REVOKE ALL ON
    accounts_user, accounts_user_groups, accounts_user_user_permissions,
    account_emailaddress, account_emailconfirmation,
    auth_group, auth_group_permissions, auth_permission, cache,
    django_admin_log, django_content_type, django_migrations, django_session,
    mfa_authenticator, usersessions_usersession,
    procrastinate_events, procrastinate_jobs, procrastinate_periodic_defers, procrastinate_workers
FROM escale_client;
REVOKE ALL ON
    procrastinate_events, procrastinate_jobs, procrastinate_periodic_defers, procrastinate_workers
FROM escale_visitor;
REVOKE INSERT, UPDATE, DELETE ON inquiries_issuercontact, orders_issuersettings, orders_product
FROM escale_client, escale_visitor;
"""
# Whoever adds a member reads how a person is named: no page of a client adds or moves one.
MEMBERS = """
REVOKE INSERT, UPDATE, DELETE ON clients_member FROM escale_client;
GRANT UPDATE (role, receives_order_mails, receives_digest, is_told_of_errors)
ON clients_member TO escale_client;
"""
# Of its own members, a client reads how they are named, and writes what they say of themselves.
COLLEAGUES = """
GRANT SELECT (
    id, identifier, email, full_name, language, is_active, is_staff, is_superuser, last_login
) ON accounts_user TO escale_client;
GRANT UPDATE (full_name) ON accounts_user TO escale_client;
ALTER TABLE accounts_user ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON accounts_user TO escale_system USING (true) WITH CHECK (true);
CREATE POLICY visitor ON accounts_user TO escale_visitor USING (true) WITH CHECK (true);
CREATE POLICY client ON accounts_user TO escale_client USING (
    id IN (SELECT user_id FROM clients_member)
);
"""
# Pages ask for jobs. The library's function does it with its owner's rights; of a client or of a
# visitor it takes the jobs that their pages ask for.
JOBS = """
ALTER FUNCTION procrastinate_defer_jobs_v1(procrastinate_job_to_defer_v1[])
    SECURITY DEFINER SET search_path = public, pg_temp;
CREATE FUNCTION escale_check_deferred() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('role') IN ('escale_client', 'escale_visitor') AND NEW.task_name NOT IN (
        'send_password_link',
        'send_new_link',
        'make_export',
        'apply_import',
        'check_import',
        'undo_import',
        'deliver_mail',
        'advance_mass_send',
        'check_draft',
        'place_order',
        'advance_order',
        'send_reminders',
        'deliver_texts'
    ) THEN
        RAISE insufficient_privilege USING MESSAGE = format('no page asks for %s', NEW.task_name);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER escale_check_deferred BEFORE INSERT ON procrastinate_jobs
FOR EACH ROW EXECUTE FUNCTION escale_check_deferred();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_served_codes"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("clients", "0002_told_of_errors"),
        ("inquiries", "0003_visitors"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("orders", "0005_references_and_means"),
        ("procrastinate", "0041_post_retry_failed_job"),
        ("sessions", "0001_initial"),
        ("tenancy", "0002_visitor_role"),
        ("usersessions", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(CLOSE, migrations.RunSQL.noop),
        migrations.RunSQL(MEMBERS, migrations.RunSQL.noop),
        migrations.RunSQL(COLLEAGUES, migrations.RunSQL.noop),
        migrations.RunSQL(JOBS, "DROP FUNCTION escale_check_deferred() CASCADE"),
    ]
