"""What a client has said of its own titles, as the rule of columns takes it."""

from escale.exchange.models import ColumnHabit


def column_habits(client_id: int) -> dict[str, str]:
    """Keys of columns by normal name of a title."""
    return dict(ColumnHabit.objects.filter(client_id=client_id).values_list("title", "column"))
