from django.db import migrations

from escale.tenancy.walls import Wall


class Migration(migrations.Migration):

    dependencies = [
        ("sms", "0001_outgoing_text"),
        ("tenancy", "0001_roles"),
    ]

    operations = [
        Wall("sms_outgoingtext"),
    ]
