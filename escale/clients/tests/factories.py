import factory
from factory.django import DjangoModelFactory

from escale.accounts.models import User
from escale.clients.models import Client, Invitation, Member, Role
from escale.kernel import clock


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User

    identifier = factory.Sequence(lambda n: f"member-{n}")
    full_name = factory.Sequence(lambda n: f"Membre {n}")


class ClientFactory(DjangoModelFactory[Client]):
    class Meta:
        model = Client

    code = factory.Sequence(lambda n: f"2{n:06d}")
    name = factory.Sequence(lambda n: f"CSE {n}")


class MemberFactory(DjangoModelFactory[Member]):
    class Meta:
        model = Member

    user = factory.SubFactory(UserFactory)
    client = factory.SubFactory(ClientFactory)
    role = Role.MANAGER


class InvitationFactory(DjangoModelFactory[Invitation]):
    class Meta:
        model = Invitation

    client = factory.SubFactory(ClientFactory)
    email = factory.Sequence(lambda n: f"invite{n}@yopmail.example")
    role = Role.MANAGER
    invited_by = "Alice"
    sent_at = factory.LazyFunction(clock.now)
