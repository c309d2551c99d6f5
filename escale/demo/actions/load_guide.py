from collections.abc import Iterable
from pathlib import Path

from django.contrib.auth.hashers import make_password
from django.db import transaction

from escale.accounts.models import User
from escale.clients.models import Client, Member, Role
from escale.demo.actions.empty_mailbox import empty_mailbox
from escale.demo.actions.keep_mail import keep_mail
from escale.demo.actions.load_big_order import load_big_order
from escale.demo.actions.load_paper_orders import load_paper_orders
from escale.demo.actions.open_beneficiary_accounts import open_beneficiary_accounts
from escale.demo.actions.set_issuer_terms import set_issuer_terms
from escale.demo.years import moved
from escale.exchange.actions.load_fixture import load_fixture
from escale.journal.actor import Actor, Door
from escale.mailing.message import build_email
from escale.mailing.models import OutgoingMessage
from escale.mailing.states import MessageState

GUIDE = Path(__file__).parents[1] / "data" / "guide.json"
PASSWORD = "escale-demo-2026"  # noqa: S105  # public: it opens made-up data alone
OPERATOR = Actor(label="Démonstration", door=Door.OPERATOR)
STAFF = "staff"
GUIDE_CLIENT = "1000001"
BIG_ORDER_CLIENT = "1000002"
# Besides whoever has the code client: as people who were invited sign in.
COLLEAGUES = (
    ("gestionnaire@yopmail.example", "Claire LE GOFF", Role.MANAGER),
    ("lecture@yopmail.example", "Malo JAOUEN", Role.READER),
)


@transaction.atomic
def load_guide() -> None:
    """The guide's own orders, the big one, and the sign-ins; replaces what an earlier load left."""
    fixture = load_fixture(actor=OPERATOR, path=GUIDE, moved=moved)
    _open_sign_ins(fixture.client_names)
    set_issuer_terms()
    client = Client.objects.get(code=GUIDE_CLIENT)
    load_paper_orders(actor=OPERATOR, client=client)
    open_beneficiary_accounts(client=client, password=PASSWORD)
    load_big_order(actor=OPERATOR, client=Client.objects.get(code=BIG_ORDER_CLIENT))
    empty_mailbox()
    _show_refused_mails()


def _open_sign_ins(codes: Iterable[str]) -> None:
    """One administrator for each client, who signs in with the client's code (R1); colleagues."""
    # Hashed once for all: it is slow on purpose.
    password = make_password(PASSWORD)
    for code in codes:
        client = Client.objects.get(code=code)
        client.email = f"gestion.{code}@yopmail.example"
        client.save(update_fields=["email"])
        _join(client, _user(code, client.name, password), Role.ADMINISTRATOR)
    guide_client = Client.objects.get(code=GUIDE_CLIENT)
    for address, full_name, role in COLLEAGUES:
        colleague = _user(address, full_name, password, email=address)
        _join(guide_client, colleague, role)
    _user(STAFF, "Console émetteur", password, is_staff=True)


def _user(identifier: str, full_name: str, password: str, **others: str | bool) -> User:
    values = {"full_name": full_name, "password": password, "is_active": True, **others}
    return User.objects.update_or_create(identifier=identifier, defaults=values)[0]


def _join(client: Client, user: User, role: Role) -> None:
    Member.objects.update_or_create(user=user, defaults={"client": client, "role": role})


def _show_refused_mails() -> None:
    """Mails refused before the demonstration began are in its mailbox too, « non remis ».

    The guide's alone: those of the big order would be all that the mailbox shows.
    """
    refused = OutgoingMessage.objects.filter(
        state=MessageState.FAILED, client_id=Client.objects.get(code=GUIDE_CLIENT).pk
    )
    for message in refused.order_by("id"):
        email = build_email(message)
        keep_mail(
            envelope_from=email.from_email,
            recipient=message.recipient,
            content=email.message().as_bytes(),
            refusal=message.diagnostic,
        )
