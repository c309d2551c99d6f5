from django.db import migrations

from escale.tenancy.walls import Wall, owned


class Migration(migrations.Migration):

    dependencies = [
        ("dotations", "0005_beneficiary_progress"),
        ("tenancy", "0001_roles"),
        ("mailing", "0005_message_client"),
    ]

    operations = [
        migrations.RunSQL(
            """
            UPDATE mailing_outgoingmessage message SET client_id = dotation.client_id
            FROM dotations_dotation dotation
            WHERE message.about IN (
                format('dotation:%s', dotation.id), format('dotation:%s:former-address', dotation.id)
            )
            """,
            migrations.RunSQL.noop,
        ),
        Wall("dotations_dotation", owned()),
    ]
