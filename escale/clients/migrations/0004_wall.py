from django.db import migrations

from escale.tenancy.walls import Wall, owned


class Migration(migrations.Migration):

    dependencies = [
        ("clients", "0003_names_for_staff"),
        ("tenancy", "0001_roles"),
    ]

    # Whose rows a person may see is asked before any may be seen. It reads on behalf of its owner.
    operations = [
        migrations.RunSQL(
            """
            CREATE FUNCTION escale_client_of(person bigint) RETURNS bigint
            LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
            RETURN (SELECT client_id FROM clients_member WHERE user_id = person);
            """,
            "DROP FUNCTION escale_client_of(bigint)",
        ),
        Wall("clients_client", owned("id")),
        Wall("clients_member", owned()),
    ]
