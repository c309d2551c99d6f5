"""« Retours d’e-mails »: what came back, and those that wait for a person."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from escale.activation.queries import clients_of
from escale.backoffice.access import operator, staff_required
from escale.backoffice.forms import BounceForm
from escale.backoffice.looking import PeopleShown, note_look
from escale.backoffice.reading import ReadOnly
from escale.bounces.actions.attach_bounce import attach_bounce
from escale.bounces.actions.discard_bounce import discard_bounce
from escale.bounces.actions.release_bounce import release_bounce
from escale.bounces.models import ReceivedBounce
from escale.bounces.queries import readable_content
from escale.bounces.states import BounceState
from escale.kernel.errors import DomainError
from escale.mailing.queries import messages_with


@admin.register(ReceivedBounce)
class ReceivedBounceAdmin(PeopleShown, ReadOnly):
    list_display = ("id", "received_at", "state", "why", "bounce_class", "cause", "address")
    list_filter = ("state", "why", "bounce_class", "cause", "kind")
    search_fields = ("address", "diagnostic", "returned_to")
    exclude = ("digest", "content", "text_key")
    ordering = ("-id",)
    actions = ("release", "discard")
    change_form_template = "backoffice/bounce_form.html"

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("content")

    def client_ids(self, shown: Sequence[Any]) -> Iterable[int | None]:
        """Of the message that came back, where it is known."""
        return clients_of(messages_with(row.message_id or 0 for row in shown))

    @admin.action(description=gettext_lazy("Appliquer à leurs e-mails les retours choisis"))
    def release(self, request: HttpRequest, chosen: Any) -> None:
        self._decide(request, chosen, release_bounce)

    @admin.action(description=gettext_lazy("Écarter les retours choisis"))
    def discard(self, request: HttpRequest, chosen: Any) -> None:
        self._decide(request, chosen, discard_bounce)

    def _decide(self, request: HttpRequest, chosen: Any, action: Any) -> None:
        """Those of the choice that can be; the others are told."""
        numbers = list(chosen.values_list("pk", flat=True))
        refused = 0
        for number in numbers:
            try:
                action(actor=operator(request), bounce_id=number)
            except DomainError:
                refused += 1
        said = _("%(done)s retours traités, %(refused)s laissés tels quels.")
        messages.info(request, said % {"done": len(numbers) - refused, "refused": refused})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def bounce(request: HttpRequest, bounce_id: int) -> HttpResponse:
    """The text as it came, and what may be decided of it."""
    found = get_object_or_404(ReceivedBounce, pk=bounce_id)
    if request.method != "POST" and found.message is not None:
        note_look(request, clients_of([found.message]))
    form = BounceForm(request.POST or None, initial={"message_id": found.message_id})
    if form.is_valid():
        try:
            _decide(request, bounce_id, **form.cleaned_data)
        except DomainError as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Le retour est traité."))
        return redirect("backoffice:bounce", bounce_id)
    context = {"bounce": found, "form": form, "content": readable_content(found)}
    return render(request, "backoffice/bounce.html", context)


def _decide(
    request: HttpRequest, bounce_id: int, *, decision: str, message_id: int | None
) -> ReceivedBounce:
    actor = operator(request)
    if decision == BounceState.DISCARDED:
        return discard_bounce(actor=actor, bounce_id=bounce_id)
    if message_id is None:
        return release_bounce(actor=actor, bounce_id=bounce_id)
    return attach_bounce(actor=actor, bounce_id=bounce_id, message_id=message_id)
