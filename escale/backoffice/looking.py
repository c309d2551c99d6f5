"""Who among staff looked at whose people: a client reads it in its own journal (T8)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.http import HttpRequest

from escale.backoffice.access import operator
from escale.clients.queries import clients_with
from escale.journal.actions.record_many import NewEntry, record_many


def note_look(request: HttpRequest, client_ids: Iterable[int | None]) -> None:
    """A line for each client that has rows on the page: how many, and what was looked for.

    `client_ids` is of each row that shows somebody; None where it is no client's.
    """
    shown = Counter(client_id for client_id in client_ids if client_id is not None)
    if not shown:
        return
    looked_for = masked(request.GET.get("q", ""))
    codes = clients_with(shown)
    record_many(
        actor=operator(request),
        entries=[
            NewEntry(
                "people-looked-at",
                codes[client_id].about,
                client_id,
                {"people": ("", str(number)), "looked_for": ("", looked_for)},
            )
            for client_id, number in sorted(shown.items())
        ],
    )


class PeopleShown(admin.ModelAdmin[Any]):
    """A stock list, and its pages of one row, that show people."""

    def client_ids(self, shown: Sequence[Any]) -> Iterable[int | None]:
        """Whose each row is."""
        return [row.client_id for row in shown]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        answer = super().changelist_view(request, extra_context)
        page = (getattr(answer, "context_data", None) or {}).get("cl")
        if page is not None:
            note_look(request, self.client_ids(list(page.result_list)))
        return answer

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> Any:
        shown = self.get_object(request, unquote(object_id))
        if shown is not None and request.method != "POST":
            note_look(request, self.client_ids([shown]))
        return super().change_view(request, object_id, form_url, extra_context)


def masked(text: str) -> str:
    """« denis@yopmail.example » as « d… »: the first letter of each word, for the journal names
    nobody who was not there."""
    return " ".join(f"{word[0]}…" for word in text.split()[:5])
