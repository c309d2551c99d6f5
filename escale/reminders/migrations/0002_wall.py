from django.db import migrations

from escale.journal.watching import watch
from escale.tenancy.walls import Wall, of_parent, owned


class Migration(migrations.Migration):

    dependencies = [
        ("reminders", "0001_reminders"),
        ("journal", "0004_complete"),
        ("tenancy", "0001_roles"),
    ]

    operations = [
        Wall("reminders_reminderplan", owned()),
        Wall("reminders_reminder", owned()),
        Wall("reminders_digest", of_parent("member_id", "clients_member")),
        watch(
            "reminders_reminderplan",
            columns=(
                "is_on",
                "activation_days",
                "application_days",
                "days_before_end",
                "from_hour",
                "until_hour",
                "weekdays",
            ),
            about="'reminders:' || n.client_id",
            client="n.client_id",
        ),
    ]
