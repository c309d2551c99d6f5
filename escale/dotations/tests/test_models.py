import pytest
from django.db import IntegrityError, connection

from escale.clients.models import Member
from escale.dotations.models import Dotation
from escale.dotations.tests.factories import DotationFactory
from escale.orders.tests.factories import OrderFactory


def test_the_database_refuses_a_dotation_of_another_client(alice: Member, charlie: Member) -> None:
    dotation = DotationFactory.create(order=OrderFactory.create(client=alice.client))
    Dotation.objects.filter(pk=dotation.pk).update(client=charlie.client)
    with pytest.raises(IntegrityError, match="same_client"):
        connection.check_constraints()


def test_a_matricule_is_text_and_serves_once_in_an_order(alice: Member) -> None:
    order = OrderFactory.create(client=alice.client)
    DotationFactory.create(order=order, matricule="001")
    DotationFactory.create(order=order, matricule="1")
    with pytest.raises(IntegrityError, match="matricule_once"):
        DotationFactory.create(order=order, matricule="001")


def test_two_people_may_share_a_phone_and_an_address(alice: Member) -> None:
    order = OrderFactory.create(client=alice.client)
    for _ in range(2):
        DotationFactory.create(order=order, email="a@yopmail.example", phone="+33609679607")
    assert Dotation.objects.count() == 2
