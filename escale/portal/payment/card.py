"""By card, through a provider of the library: to its page, or its form on ours, and back."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh
from payments import PaymentError

from escale.kernel.errors import DomainError
from escale.orders.actions.start_card_payment import start_card_payment
from escale.orders.actions.submit_card_form import CardAnswer, submit_card_form
from escale.orders.queries import card_payment_of, is_settled, orders_visible_to, takes_cards
from escale.webkit.access import MemberRequest, editor_required, member_required

TEST_PROVIDER = "payments.dummy.DummyProvider"


@require_POST
@editor_required
def card(request: MemberRequest, number: int) -> HttpResponse:
    """A new attempt, handed over to the provider; earlier ones are simply left behind."""
    order = get_object_or_404(orders_visible_to(request.member), pk=number)
    if not takes_cards():
        raise Http404
    try:
        payment = start_card_payment(actor=request.member.actor, number=order.pk)
        answer = submit_card_form(payment_id=payment.pk)
    except DomainError as refused:
        messages.error(request, str(refused))
        return redirect("portal:payment", number)
    except PaymentError:
        return _no_answer(request, number)
    return _onwards(answer) or redirect("portal:payment_bank", number, payment.token)


@require_http_methods(["GET", "HEAD", "POST"])
@editor_required
def bank(request: MemberRequest, number: int, token: UUID) -> HttpResponse:
    """The form of a provider that has no page of its own; the test bank is one."""
    order = get_object_or_404(orders_visible_to(request.member), pk=number)
    payment = card_payment_of(order, str(token))
    if payment is None:
        raise Http404
    if is_settled(payment):
        return redirect("portal:payment_return", number)
    data = request.POST.dict() if request.method == "POST" else None
    try:
        answer = submit_card_form(payment_id=payment.pk, data=data)
    except PaymentError:
        return _no_answer(request, number)
    context = {"order": order, "form": answer.form, "is_test": _is_test()}
    return _onwards(answer) or render(request, "portal/payment/bank.html", context)


@require_safe
@member_required
def back(request: MemberRequest, number: int) -> HttpResponse:
    """Back from the provider, which may tell us the outcome a little later."""
    order = get_object_or_404(orders_visible_to(request.member), pk=number)
    if request.htmx and order.is_paid:
        return HttpResponseClientRefresh()
    part = "#waiting" if request.htmx else ""
    return render(request, f"portal/payment/return.html{part}", {"order": order})


def _onwards(answer: CardAnswer) -> HttpResponse | None:
    if not answer.redirect:
        return None
    # Back to our own pages by their path: under whichever name the portal is being visited.
    return HttpResponseRedirect(answer.redirect.removeprefix(settings.SITE_URL))


def _no_answer(request: MemberRequest, number: int) -> HttpResponse:
    messages.error(
        request,
        _(
            "Le service de paiement ne répond pas. Rien n’a été débité\u00a0: réessayez dans"
            " quelques minutes ou choisissez un autre moyen."
        ),
    )
    return redirect("portal:payment", number)


def _is_test() -> bool:
    return bool(settings.PAYMENT_VARIANTS["card"][0] == TEST_PROVIDER)
