"""Which steps of the guided tour are done, as the data says: one query for all of them."""

from django.db import connection

FERBACH = 11843706
WATCHED_ORDER, IMPORTED_ORDER, GUIDE_CLIENT = 2800886, 2800875, "1000001"
ROWS = "SELECT FROM dotations_dotation WHERE id = %(ferbach)s AND"
# One for each of `steps.STEPS`, in order.
DONE = (
    "EXISTS (SELECT FROM orders_order WHERE number = %(watched)s AND next_step_at IS NOT NULL"
    " OR number = %(watched)s AND status <> 'in_production')",
    "NOT EXISTS (SELECT FROM dotations_dotation WHERE order_id = %(watched)s"
    " AND status IN ('production', 'integration'))",
    f"EXISTS ({ROWS} status <> 'email_error')",
    f"EXISTS ({ROWS} account_created_at IS NOT NULL)",
    f"EXISTS ({ROWS} password_chosen_at IS NOT NULL)",
    f"EXISTS ({ROWS} status = 'activated')",
    # A mail that did not leave is nowhere.
    "false",
    "EXISTS (SELECT FROM imports_import WHERE order_id = %(imported)s"
    " AND status IN ('applied', 'undoing', 'undone'))",
    "EXISTS (SELECT FROM mass_sends_masssend send JOIN clients_client client"
    " ON client.id = send.client_id WHERE client.code = %(client)s"
    " AND send.status IN ('sending', 'done'))",
    "EXISTS (SELECT FROM journal_journalentry JOIN accounts_user person"
    " ON person.id = user_id AND person.is_staff WHERE verb = 'signed-in')",
)


def steps_done() -> list[bool]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(DONE)}",
            {
                "ferbach": FERBACH,
                "watched": WATCHED_ORDER,
                "imported": IMPORTED_ORDER,
                "client": GUIDE_CLIENT,
            },
        )
        return list(cursor.fetchone())
