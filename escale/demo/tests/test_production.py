"""The guide's orders begin to move at the first sign-in of their client, and only then."""

import pytest
from django.test import Client as Browser

from escale.clients.models import Client
from escale.demo.actions.load_guide import PASSWORD, load_guide
from escale.orders.models import Order
from escale.orders.queries import standing_orders
from escale.orders.states import OrderStatus


@pytest.mark.django_db
def test_a_sign_in_starts_what_stood_still(client: Browser) -> None:
    load_guide()
    ancv = Client.objects.get(code="1000001")
    assert standing_orders(ancv) == [2800875, 2800886]
    form = {"login": "1000001", "password": PASSWORD}
    client.post("/connexion/", form)
    assert standing_orders(ancv) == []
    first = dict(Order.objects.values_list("number", "next_step_at"))
    client.logout()
    client.post("/connexion/", form)
    assert dict(Order.objects.values_list("number", "next_step_at")) == first
    shipped = Order.objects.get(number=2851290)
    assert (shipped.status, shipped.next_step_at) == (OrderStatus.SHIPPED, None)
