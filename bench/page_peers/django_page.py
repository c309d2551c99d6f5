"""The dotations of an order: model instances, Paginator, a template."""

import os

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.core.wsgi import get_wsgi_application
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.page_peers.django_settings")
application = get_wsgi_application()

from escale.clients.models import Member  # noqa: E402  # models want Django set up
from escale.orders.models import Order  # noqa: E402


@login_required
def order_dotations(request: HttpRequest, number: int) -> HttpResponse:
    member = get_object_or_404(Member.objects.select_related("client"), user=request.user)
    order = get_object_or_404(Order, pk=number, client=member.client)
    rows = order.dotations.select_related("last_message").by_matricule()
    chips = order.dotations.order_by().values("status").annotate(number=Count("pk"))
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    return render(
        request,
        "order.html",
        {
            "order": order,
            "rows": page.object_list,
            "total": page.paginator.count,
            "chips": chips,
            "user_name": member.user.get_username(),
            "client_name": member.client.name,
        },
    )


def _nothing(_request: HttpRequest, _number: int) -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    path("commandes/<int:number>/dotations/", order_dotations),
    path("dotations/<int:_number>/", _nothing, name="dotation"),
    path("dotations/<int:_number>/corriger/", _nothing, name="correct"),
]
