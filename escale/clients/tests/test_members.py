from datetime import timedelta

import pytest

from escale.accounts.errors import PasswordRefused
from escale.accounts.models import User
from escale.clients.actions.accept_invitation import Newcomer, accept_invitation
from escale.clients.actions.cancel_invitation import cancel_invitation
from escale.clients.actions.change_preferences import change_preferences
from escale.clients.actions.change_role import change_role
from escale.clients.actions.invite_member import MOST_WAITING, invite_member
from escale.clients.actions.remove_member import remove_member
from escale.clients.actions.resend_invitation import resend_invitation
from escale.clients.errors import (
    AddressHasAccess,
    AlreadyInvited,
    AlreadyMember,
    InvitationGone,
    InvitedMomentsAgo,
    LastAdministrator,
    TooManyInvitations,
)
from escale.clients.links import InvitationClaim
from escale.clients.models import Invitation, Member, Role
from escale.clients.queries import addresses_for_orders
from escale.clients.tests.factories import InvitationFactory, MemberFactory
from escale.journal.models import JournalEntry
from escale.kernel.emails import EmailRefused
from escale.mailing.models import OutgoingMessage
from escale.mailing.states import MessageState

PASSWORD = "un bateau qui part tôt"
NEWCOMER = Newcomer("Nora Quidelleur", PASSWORD)


def invited(
    alice: Member, email: str = "nora@yopmail.example", role: Role = Role.MANAGER
) -> Invitation:
    return invite_member(actor=alice.actor, client=alice.client, email=email, role=role)


def claim(invitation: Invitation) -> InvitationClaim:
    return InvitationClaim(invitation.pk, invitation.generation, invitation.sent_at)


def verbs() -> list[str]:
    return list(JournalEntry.objects.order_by("id").values_list("verb", flat=True))


def test_an_invitation_becomes_a_member(alice: Member) -> None:
    invitation = invited(alice, "Nora@Yopmail.example")
    message = OutgoingMessage.objects.get()
    assert (message.recipient, message.client_id) == ("Nora@yopmail.example", alice.client_id)
    member = accept_invitation(claim=claim(invitation), newcomer=NEWCOMER)
    assert (member.client, member.role) == (alice.client, Role.MANAGER)
    assert member.user.identifier == "nora@yopmail.example"
    assert member.user.check_password(PASSWORD)
    assert verbs() == ["member-invited", "member-joined"]
    with pytest.raises(InvitationGone):
        accept_invitation(claim=claim(invitation), newcomer=NEWCOMER)


def test_a_weak_password_spends_nothing(alice: Member) -> None:
    invitation = invited(alice)
    with pytest.raises(PasswordRefused):
        accept_invitation(claim=claim(invitation), newcomer=Newcomer("Nora", "court"))
    assert Invitation.objects.filter(pk=invitation.pk).exists()


def test_administrators_are_told_of_a_new_one(alice: Member, bob: Member) -> None:
    alice.client.email = "cse@yopmail.example"
    alice.client.save()
    invitation = invited(alice, role=Role.ADMINISTRATOR)
    OutgoingMessage.objects.all().delete()
    accept_invitation(claim=claim(invitation), newcomer=NEWCOMER)
    told = OutgoingMessage.objects.get()
    assert told.template == "clients/emails/administrator_added"
    # Of alice, who signs in with the code client.
    assert told.recipient == "cse@yopmail.example"


def test_who_cannot_be_invited(alice: Member, charlie: Member) -> None:
    MemberFactory.create(client=alice.client, user__identifier="bob@yopmail.example")
    with pytest.raises(AlreadyMember):
        invited(alice, "BOB@yopmail.example")
    invited(alice)
    with pytest.raises(AlreadyInvited):
        invited(alice, "NORA@yopmail.example")
    with pytest.raises(EmailRefused):
        invited(alice, "nora")
    MemberFactory.create(client=charlie.client, user__identifier="zoe@yopmail.example")
    # Another client's member: who invites learns nothing, who holds the address does.
    theirs = invited(alice, "zoe@yopmail.example")
    with pytest.raises(AddressHasAccess):
        accept_invitation(claim=claim(theirs), newcomer=NEWCOMER)


def test_invitations_are_not_a_way_to_flood(alice: Member) -> None:
    InvitationFactory.create_batch(MOST_WAITING, client=alice.client)
    with pytest.raises(TooManyInvitations):
        invited(alice)


def test_a_new_link_kills_the_former(alice: Member) -> None:
    invitation = invited(alice)
    former = claim(invitation)
    with pytest.raises(InvitedMomentsAgo):
        resend_invitation(actor=alice.actor, invitation_id=invitation.pk)
    Invitation.objects.update(sent_at=invitation.sent_at - timedelta(hours=1))
    fresh = resend_invitation(actor=alice.actor, invitation_id=invitation.pk)
    with pytest.raises(InvitationGone):
        accept_invitation(claim=former, newcomer=NEWCOMER)
    accept_invitation(claim=claim(fresh), newcomer=NEWCOMER)


def test_an_old_link_is_dead(alice: Member) -> None:
    invitation = InvitationFactory.create(client=alice.client)
    Invitation.objects.update(sent_at=invitation.sent_at - timedelta(days=8))
    invitation.refresh_from_db()
    with pytest.raises(InvitationGone):
        accept_invitation(claim=claim(invitation), newcomer=NEWCOMER)


def test_cancelled_before_it_left(alice: Member) -> None:
    invitation = invited(alice)
    cancel_invitation(actor=alice.actor, invitation_id=invitation.pk)
    assert OutgoingMessage.objects.get().state == MessageState.CANCELLED
    with pytest.raises(InvitationGone):
        accept_invitation(claim=claim(invitation), newcomer=NEWCOMER)


def test_somebody_can_always_administer(alice: Member, bob: Member) -> None:
    with pytest.raises(LastAdministrator):
        change_role(actor=alice.actor, member_id=alice.pk, role=Role.READER)
    with pytest.raises(LastAdministrator):
        remove_member(actor=alice.actor, member_id=alice.pk)
    change_role(actor=alice.actor, member_id=bob.pk, role=Role.ADMINISTRATOR)
    change_role(actor=alice.actor, member_id=alice.pk, role=Role.READER)
    assert Member.objects.get(pk=alice.pk).role == Role.READER


def test_a_removed_member_is_gone_and_stays_in_the_journal(alice: Member, bob: Member) -> None:
    remove_member(actor=alice.actor, member_id=bob.pk)
    assert not User.objects.filter(pk=bob.user_id).exists()
    assert JournalEntry.objects.get().changes["identifier"] == [bob.user.identifier, ""]


def test_copies_of_order_mails(alice: Member, bob: Member) -> None:
    client = alice.client
    client.email = "cse@yopmail.example"
    bob.user.email = "bob@yopmail.example"
    bob.user.save()
    assert addresses_for_orders(client) == [("cse@yopmail.example", "fr")]
    change_preferences(
        actor=bob.actor,
        member_id=bob.pk,
        full_name="Bob",
        receives_order_mails=True,
        receives_digest=False,
        is_told_of_errors=True,
    )
    assert addresses_for_orders(client) == [
        ("cse@yopmail.example", "fr"),
        ("bob@yopmail.example", "fr"),
    ]
