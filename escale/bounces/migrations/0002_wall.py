from django.db import migrations

from escale.tenancy.walls import Wall, of_parent


class Migration(migrations.Migration):

    dependencies = [
        ("bounces", "0001_received_bounces"),
        ("tenancy", "0001_roles"),
        ("mailing", "0006_wall"),
    ]

    operations = [
        Wall("bounces_receivedbounce", of_parent("message_id", "mailing_outgoingmessage")),
    ]
