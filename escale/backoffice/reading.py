"""What staff read and never change by hand."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from escale.activation.queries import clients_of
from escale.backoffice.access import operator
from escale.backoffice.looking import PeopleShown
from escale.dotations.models import Dotation
from escale.journal.actions.record import record
from escale.journal.models import JournalChange, JournalEntry
from escale.journal.wording import sentence
from escale.mailing.models import OutgoingMessage

# Of the many things that one change may name.
NAMED = 3


class ReadOnly(admin.ModelAdmin[Any]):
    """Lists and details, no button that writes."""

    show_full_result_count = False
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return bool(request.user.is_active and request.user.is_staff)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)


class ReadUnderWatch(PeopleShown, ReadOnly):
    """One thing of a client: its journal says which one staff opened (S10)."""

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> Any:
        shown = self.get_object(request, unquote(object_id))
        if shown is not None and request.user.is_staff:
            record(
                actor=operator(request),
                verb="data-consulted",
                about=shown.about,
                client_id=shown.client_id,
            )
        return super(PeopleShown, self).change_view(request, object_id, form_url, extra_context)


@admin.register(Dotation)
class DotationAdmin(ReadUnderWatch):
    list_display = ("id", "order", "client", "matricule", "last_name", "first_name", "status")
    list_select_related = ("order", "client")
    list_filter = ("status",)
    search_fields = ("id", "matricule", "last_name", "email")
    exclude = ("search",)
    change_form_template = "backoffice/dotation_form.html"


@admin.register(OutgoingMessage)
class MessageAdmin(PeopleShown, ReadOnly):
    list_display = ("id", "template", "recipient", "state", "attempts", "cause", "about")
    list_filter = ("state", "cause")
    search_fields = ("recipient", "about")
    readonly_fields = ("against_us",)

    @admin.display(description=_("ce qui nous est reproché"), empty_value="")
    def against_us(self, message: OutgoingMessage) -> str | None:
        trouble = message.trouble
        return f"{trouble.label}. {trouble.remedy}" if trouble else None

    def client_ids(self, shown: Sequence[Any]) -> Iterable[int | None]:
        return clients_of(shown)


@admin.register(JournalEntry)
class JournalAdmin(PeopleShown, ReadOnly):
    list_display = ("at", "actor", "door", "said", "about", "client_id")
    list_filter = ("door", "verb")
    search_fields = ("about", "actor")

    @admin.display(description=_("acte"))
    def said(self, entry: JournalEntry) -> str:
        return sentence(entry.verb)


@admin.register(JournalChange)
class ChangeAdmin(PeopleShown, ReadOnly):
    """What the database saw: the detail of the line of the same transaction."""

    list_display = ("at", "role", "operation", "client_id", "named", "changes")
    list_filter = ("operation",)
    search_fields = ("=transaction",)

    @admin.display(description=_("sur"))
    def named(self, change: JournalChange) -> str:
        shown = ", ".join(change.abouts[:NAMED])
        return shown if len(change.abouts) <= NAMED else f"{shown}… ({len(change.abouts)})"
