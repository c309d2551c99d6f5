from django.db import migrations

from escale.tenancy.walls import Wall, owned


class Migration(migrations.Migration):

    dependencies = [
        ("mailing", "0005_message_client"),
        ("tenancy", "0001_roles"),
    ]

    operations = [
        Wall("mailing_outgoingmessage", owned()),
        Wall("mailing_mailhold"),
        Wall("mailing_mailpace"),
    ]
