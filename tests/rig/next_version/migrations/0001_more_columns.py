from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [("dotations", "0001_initial")]

    operations: ClassVar = [
        migrations.RunSQL(
            "ALTER TABLE dotations_dotation ADD COLUMN nickname text NOT NULL DEFAULT ''",
            "ALTER TABLE dotations_dotation DROP COLUMN nickname",
        ),
        migrations.RunSQL(
            "CREATE INDEX next_version_nickname ON dotations_dotation (client_id, nickname)",
            "DROP INDEX next_version_nickname",
        ),
        migrations.RunSQL(
            "ALTER TABLE dotations_dotation ADD CONSTRAINT next_version_short"
            " CHECK (length(nickname) <= 40)",
            "ALTER TABLE dotations_dotation DROP CONSTRAINT next_version_short",
        ),
    ]
