from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import transaction

from escale.accounts.models import User
from escale.clients.models import Client, Member, Role
from escale.demo.actions.empty_mailbox import empty_mailbox
from escale.demo.actions.keep_mail import keep_mail
from escale.demo.actions.load_paper_orders import load_paper_orders
from escale.demo.actions.open_beneficiary_accounts import open_beneficiary_accounts
from escale.demo.actions.set_issuer_terms import set_issuer_terms
from escale.demo.actions.spread_activations import spread_activations
from escale.demo.big_order import write_big_order
from escale.exchange.actions.load_fixture import load_fixture
from escale.exchange.actions.remove_test_orders import remove_test_orders
from escale.journal.actor import Actor, Door
from escale.kernel import clock
from escale.mailing.message import build_email
from escale.mailing.models import OutgoingMessage
from escale.mailing.states import MessageState
from escale.ordering.actions.load_order import load_order
from escale.ordering.terms import Terms

GUIDE = Path(__file__).parents[1] / "data" / "guide.json"
PASSWORD = "escale-demo-2026"  # noqa: S105  # public: it opens made-up data alone
OPERATOR = Actor(label="Démonstration", door=Door.OPERATOR)
STAFF = "staff"
GUIDE_CLIENT = "1000001"
BIG_ORDER_CLIENT = "1000002"
BIG_ORDER_NUMBER = 2849950
BIG_ORDER_AGE = timedelta(days=45)


@transaction.atomic
def load_guide() -> None:
    """The guide's own orders, the big one, and the sign-ins; replaces what an earlier load left."""
    fixture = load_fixture(actor=OPERATOR, path=GUIDE)
    for code in fixture.client_names:
        _open_sign_in(code)
    _set_password(STAFF, full_name="Console émetteur", is_staff=True)
    set_issuer_terms()
    client = Client.objects.get(code=GUIDE_CLIENT)
    load_paper_orders(actor=OPERATOR, client=client)
    open_beneficiary_accounts(client=client, password=PASSWORD)
    _load_big_order()
    empty_mailbox()
    _show_refused_mails()


def _open_sign_in(code: str) -> None:
    """One administrator for each client, who signs in with the client's code (R1)."""
    client = Client.objects.get(code=code)
    client.email = f"gestion.{code}@yopmail.example"
    client.save(update_fields=["email"])
    user = _set_password(code, full_name=client.name)
    Member.objects.update_or_create(
        user=user, defaults={"client": client, "role": Role.ADMINISTRATOR}
    )


def _set_password(identifier: str, *, full_name: str, is_staff: bool = False) -> User:
    user, _created = User.objects.update_or_create(
        identifier=identifier,
        defaults={"full_name": full_name, "is_staff": is_staff, "is_active": True},
    )
    if not user.check_password(PASSWORD):
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])
    return user


def _load_big_order() -> None:
    """Through the very door that an operator uses: a workbook, read by load_order."""
    remove_test_orders(numbers=[BIG_ORDER_NUMBER])
    # A place of its own: two demonstrations may be prepared at the same moment.
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"commande-{BIG_ORDER_NUMBER}.xlsx"
        write_big_order(path)
        load_order(
            actor=OPERATOR,
            client=Client.objects.get(code=BIG_ORDER_CLIENT),
            path=path,
            terms=Terms(placed_on=clock.today() - BIG_ORDER_AGE, number=BIG_ORDER_NUMBER),
        )
    spread_activations(order_number=BIG_ORDER_NUMBER)


def _show_refused_mails() -> None:
    """Mails refused before the demonstration began are in its mailbox too, « non remis »."""
    for message in OutgoingMessage.objects.filter(state=MessageState.FAILED).order_by("id"):
        email = build_email(message)
        keep_mail(
            envelope_from=email.from_email,
            recipient=message.recipient,
            content=email.message().as_bytes(),
            refusal=message.diagnostic,
        )
