from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # Millions of rows: nobody waits while the index is built.
    atomic = False
    dependencies = [("dotations", "0002_ended_at")]

    operations = [
        AddIndexConcurrently(
            "dotation",
            models.Index(
                fields=["client", "id"], include=["search", "status"], name="dotation_found"
            ),
        ),
        RemoveIndexConcurrently("dotation", "dotation_search"),
    ]
