from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from escale.dotations.figures import attention, funnel
from escale.kernel import clock
from escale.orders.queries import order_counts
from escale.portal.home.stages import extent, stages
from escale.portal.home.todo import opening_sentence, things_to_do
from escale.portal.order_lines import newest_orders
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
    """« Mes services »: what asks for attention, how far activation is, then the latest orders."""
    member = request.member
    orders, activation = order_counts(member), funnel(member)
    todo = things_to_do(attention(member), orders, can_edit=member.can_edit)
    lines = newest_orders(member, RECENT)
    context = {
        "opening": opening_sentence(len(todo)),
        "todo": todo,
        "extent": extent(activation),
        "stages": stages(activation),
        "lines": lines,
    }
    versions = (line.version for line in lines)
    version = version_of(clock.today(), todo, activation, *versions)
    return live_page(request, "portal/home/home.html", context, version=version)
