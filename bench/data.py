"""A client with many dotations, made by COPY; the same rows at each run."""

from datetime import date
from random import Random

from django.db import connection

from escale.accounts.models import User
from escale.clients.models import Client, Member, Role
from escale.dotations.search import search_text
from escale.journal.actor import SYSTEM
from escale.kernel.text import fold
from escale.orders.actions.create_order import NewOrder, create_order
from escale.orders.actions.record_payment import record_payment
from escale.orders.states import PaymentMeans

LAST_NAMES = (
    "MARTIN BERNARD DUBOIS THOMAS ROBERT RICHARD PETIT DURAND LEROY MOREAU SIMON LAURENT "
    "LEFÈVRE MICHEL GARCIA DAVID BERTRAND ROUX VINCENT FOURNIER MOREL GIRARD ANDRÉ MERCIER "
    "BLANC GUÉRIN BOYER GARNIER CHEVALIER FRANÇOIS LEGRAND GAUTHIER PERRIN ROBIN CLÉMENT "
    "MORIN NICOLAS HENRY ROUSSEL MATHIEU GAUTIER MASSON MARCHAND DUVAL DENIS DUMONT MARIE "
    "LEMAIRE NOËL MEYER DUFOUR "
).split()
FIRST_NAMES = (
    "Marie Jean Camille Louise Léa Chloé Éloïse Hélène Zoé Inès Hugo Lucas Nathan Théo "
    "Maël Jérôme Frédéric Solène Anaïs Noémie Loïc Gaël Aïcha Fatou Samira Yann Soazig "
    "Nolwenn "
).split()
DOMAINS = [f"entreprise{number}.example" for number in range(11)] + ["yopmail.example"]
COLUMNS = (
    "client_id, order_id, matricule, last_name, first_name, email, phone, amount, status, search"
)


def client_with(number: int, *, code: str) -> Member:
    """A member of a new client that has one order of `number` dotations."""
    client = Client.objects.create(code=code, name=f"Client de {number}")
    user = User.objects.create_user(code)
    new = NewOrder(date(2026, 5, 4), client.name, PaymentMeans.TRANSFER, number, number * 40_000)
    order = create_order(actor=SYSTEM, client=client, new=new)
    record_payment(actor=SYSTEM, number=order.number)
    random = Random(number)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY dotations_dotation ({COLUMNS}) FROM STDIN") as copy,
    ):
        for index in range(number):
            copy.write_row((client.pk, order.pk, *dotation(random, index)))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE dotations_dotation")
    return Member.objects.create(user=user, client=client, role=Role.ADMINISTRATOR)


def dotation(random: Random, index: int) -> tuple[str | int, ...]:
    """The COLUMNS after a client and its order."""
    *who, text = person(random, index)
    return *who, 40_000, "awaiting_activation", text


def person(random: Random, index: int) -> tuple[str, str, str, str, str, str]:
    """Matricule, names, address, number, and their search text."""
    last, first = random.choice(LAST_NAMES), random.choice(FIRST_NAMES)
    matricule = f"{index:06d}"
    email = f"{fold(first)}.{fold(last)}{index}@{random.choice(DOMAINS)}"
    phone = f"+336{random.randrange(10**8):08d}"
    text = search_text(
        matricule=matricule, last_name=last, first_name=first, email=email, phone=phone
    )
    return matricule, last, first, email, phone, text
