from django.db import migrations

from escale.journal.watching import watch


class Migration(migrations.Migration):
    """The database sees who may sign in; of passwords, nothing."""

    dependencies = [("accounts", "0002_identifiers_may_be_addresses"), ("journal", "0004_complete")]

    operations = [
        watch(
            "accounts_user",
            columns=("identifier", "email", "full_name", "is_active", "is_staff", "is_superuser"),
            about="'user:' || n.id",
        ),
    ]
