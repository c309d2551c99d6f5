from escale.clients.models import Client
from escale.demo.actions.refuse_first_emails import refuse_first_emails
from escale.demo.actions.spread_activations import spread_activations
from escale.demo.big_order import BIG_ORDER_AGE, BIG_ORDER_NUMBER, big_order_people
from escale.exchange.actions.remove_test_orders import remove_test_orders
from escale.exchange.actions.settle_taken_over_order import settle_taken_over_order
from escale.exchange.new_dotations import copy_dotations
from escale.journal.actor import Actor
from escale.kernel import clock
from escale.orders.actions.create_order import NewOrder, create_order
from escale.orders.models import Order
from escale.orders.states import PaymentMeans


def load_big_order(*, actor: Actor, client: Client) -> Order:
    """An order of 5 000 dotations, taken over as it stood elsewhere: one COPY, for quick starts."""
    remove_test_orders(numbers=[BIG_ORDER_NUMBER])
    people = list(big_order_people())
    at = clock.now() - BIG_ORDER_AGE
    new = NewOrder(
        placed_on=at.date(),
        placed_by=client.name,
        payment_means=PaymentMeans.TRANSFER,
        quantity=len(people),
        face_value=sum(person.amount for person in people),
        number=BIG_ORDER_NUMBER,
        client_reference=f"Noël {at:%Y}",
    )
    order = create_order(actor=actor, client=client, new=new)
    copy_dotations(order, people, at=at)
    statuses = {person.status for person in people}
    order = settle_taken_over_order(actor=actor, order=order, statuses=statuses, at=at)
    spread_activations(order_number=order.number)
    refuse_first_emails(order_number=order.number, at=at)
    return order
