from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from escale.dotations.queries import home_counts
from escale.orders.queries import order_counts
from escale.portal.home.todo import attention, things_to_do
from escale.portal.orders.lists import newest_orders
from escale.webkit.access import MemberRequest, member_required
from escale.webkit.live import live_page, version_of

RECENT = 5


@require_safe
def welcome(request: HttpRequest) -> HttpResponse:
    """The door: « se connecter » (R1)."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(reverse("portal:home"))
    return render(request, "portal/home/welcome.html")


@require_safe
@member_required
def home(request: MemberRequest) -> HttpResponse:
    """« Mes services »: what asks for attention, then the latest orders."""
    member = request.member
    orders = order_counts(member)
    todo = things_to_do(home_counts(member), orders, can_edit=member.can_edit)
    lines = newest_orders(member, RECENT)
    context = {
        "attention": attention(len(todo)),
        "todo": todo,
        "lines": lines,
        "can_move": orders.can_move,
    }
    version = version_of(todo, *(line.version for line in lines))
    return live_page(request, "portal/home/home.html", context, version=version)
