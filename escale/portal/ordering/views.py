from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escale.kernel.errors import DomainError
from escale.ordering.actions.confirm_draft import confirm_draft
from escale.ordering.actions.discard_draft import discard_draft
from escale.ordering.actions.keep_reference import keep_reference
from escale.ordering.actions.open_draft import open_draft
from escale.ordering.models import Draft
from escale.ordering.queries import drafts_visible_to, quote
from escale.orders.catalogue import offered_products, product_of
from escale.orders.queries import offered_means, orders_visible_to
from escale.portal.ordering.drafts import draft_or_404, elsewhere
from escale.portal.ordering.forms import ConfirmationForm, ProductForm
from escale.portal.ordering.screen import balance, column_titles, grid_columns, grid_page
from escale.webkit.access import MemberRequest, editor_required, member_required
from escale.webkit.live import live_page, version_of

COPIED_ORDERS = 50


@require_safe
@member_required
def ordering(request: MemberRequest) -> HttpResponse:
    """« Commander »: the catalogue, and the orders being prepared."""
    drafts = [(draft, quote(draft)) for draft in drafts_visible_to(request.member)[:10]]
    context = {
        "products": offered_products(),
        "drafts": drafts,
        "can_move": bool(drafts) and request.member.can_edit,
    }
    version = version_of(*((draft.pk, draft.updated_at, quote) for draft, quote in drafts))
    return live_page(request, "portal/ordering/ordering.html", context, version=version)


@require_POST
@editor_required
def start(request: MemberRequest) -> HttpResponse:
    form = ProductForm(request.POST)
    if not form.is_valid():
        return redirect("portal:ordering")
    draft = open_draft(
        actor=request.member.actor,
        client=request.member.client,
        product=form.cleaned_data["product"],
    )
    return redirect("portal:draft", draft.pk)


@require_safe
@editor_required
def draft(request: MemberRequest, draft_id: int) -> HttpResponse:
    """The beneficiaries: where they come from, and what is said of each."""
    draft = draft_or_404(request, draft_id)
    if answer := elsewhere(draft):
        return answer
    past = orders_visible_to(request.member).filter(product=draft.product)[:COPIED_ORDERS]
    columns = grid_columns(draft)
    context = {
        "draft": draft,
        "refusal": draft.refusal,
        "product": product_of(draft.product),
        "columns": columns,
        "column_titles": column_titles(columns),
        "balance": balance(draft),
        "page": grid_page(draft, request.GET.dict()),
        "shown": request.GET.get("voir", ""),
        "text": request.GET.get("q", ""),
        "past_orders": past,
    }
    return render(request, "portal/ordering/draft.html", context)


@require_POST
@editor_required
def discard(request: MemberRequest, draft_id: int) -> HttpResponse:
    draft = draft_or_404(request, draft_id)
    try:
        discard_draft(draft_id=draft.pk)
    except DomainError as refused:
        messages.error(request, str(refused))
        return redirect("portal:draft", draft_id)
    messages.success(request, _("Le brouillon est supprimé."))
    return redirect("portal:ordering")


def confirmation_form(request: MemberRequest, draft: Draft) -> ConfirmationForm:
    """The client's reference is kept at once: nothing else to mend loses it."""
    form = ConfirmationForm(
        request.POST or None,
        means=offered_means(),
        initial={"client_reference": draft.client_reference},
    )
    if (kept := form.kept_reference) is not None:
        keep_reference(draft_id=draft.pk, reference=kept)
    return form


@require_http_methods(["GET", "HEAD", "POST"])
@editor_required
def summary(request: MemberRequest, draft_id: int) -> HttpResponse:
    """What will be ordered and for how much; confirming it orders."""
    draft = draft_or_404(request, draft_id)
    if answer := elsewhere(draft):
        return answer
    due = quote(draft)
    form = confirmation_form(request, draft)
    if form.is_valid():
        try:
            confirm_draft(actor=request.member.actor, draft_id=draft.pk, **form.confirmed)
        except DomainError as refused:
            messages.error(request, str(refused))
            return redirect("portal:draft_summary", draft_id)
        return redirect("portal:draft_placed", draft_id)
    if not due.can_be_ordered:
        return redirect("portal:draft", draft_id)
    context = {"draft": draft, "product": product_of(draft.product), "quote": due, "form": form}
    return render(request, "portal/ordering/summary.html", context)


@require_safe
@editor_required
def placed(request: MemberRequest, draft_id: int) -> HttpResponse:
    """The order's number and what comes next; a large order is still being written."""
    draft = draft_or_404(request, draft_id)
    if draft.order is None and not draft.is_waiting:
        return redirect("portal:draft", draft_id)
    return render(request, "portal/ordering/placed.html", {"draft": draft, "order": draft.order})


@require_safe
@member_required
def conditions(request: MemberRequest) -> HttpResponse:
    return render(request, "portal/ordering/conditions.html", {"products": offered_products()})
