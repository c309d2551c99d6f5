from django.db import connection

# Half of the answers within four days, the last ones after weeks; the same people at each load.
SPREAD = """
    WITH numbered AS (
        SELECT id, invited_at,
               (row_number() OVER (ORDER BY id) * 7919 %% 997 + 1) / 998.0 AS chance
        FROM dotations_dotation WHERE order_id = %(order)s AND invited_at IS NOT NULL
    ), answered AS (
        SELECT id, least(interval '140 hours' * -ln(chance), now() - invited_at) AS waited
        FROM numbered
    )
    UPDATE dotations_dotation row SET
        opened_at = invited_at + waited * 0.5,
        account_created_at = account_created_at + waited * 0.6,
        password_chosen_at = account_created_at + waited * 0.6,
        activated_at = activated_at + waited
    FROM answered
    WHERE row.id = answered.id AND (activated_at IS NOT NULL OR row.id %% 5 < 2)
    """


def spread_activations(*, order_number: int) -> None:
    """Beneficiaries answer over weeks; an order taken over has them all answer on one day.

    Of those who have not, two out of five have opened their link.
    """
    with connection.cursor() as cursor:
        # Just filled: taken for empty, the table would be read once for each of its rows.
        cursor.execute("ANALYZE dotations_dotation")
        cursor.execute(SPREAD, {"order": order_number})
