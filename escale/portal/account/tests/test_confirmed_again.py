"""What decides where passwords are sent is changed by who has just proved who they are (V7.5.1)."""

from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from escale.clients.models import Invitation, Member, Role
from escale.clients.tests.factories import InvitationFactory, MemberFactory
from escale.mailing.models import OutgoingMessage
from escale.mailing.rendering import render_message
from tests.personas import PASSWORD, SignIn

FORMER, ANOTHER = "cse@yopmail.example", "ailleurs@yopmail.example"
ORGANISATION = {"contact_name": "Alice", "email": ANOTHER, "phone": "", "address": ""}


@pytest.fixture
def alice(alice: Member) -> Member:
    alice.client.email = FORMER
    alice.client.save()
    alice.user.set_password(PASSWORD)
    alice.user.save()
    return alice


@pytest.fixture
def left_open(alice: Member) -> Browser:
    """A session that somebody else may have found."""
    browser = Browser()
    browser.force_login(alice.user)
    return browser


def forms(alice: Member) -> dict[str, dict[str, Any]]:
    """Every form of the kind: its address, and what is posted to it."""
    colleague = MemberFactory.create(client=alice.client, role=Role.MANAGER)
    invitation = InvitationFactory.create(client=alice.client)
    return {
        reverse("portal:organisation"): ORGANISATION,
        reverse("portal:member_invite"): {"email": ANOTHER, "role": "administrator"},
        reverse("portal:member_role", args=[colleague.pk]): {"role": "administrator"},
        reverse("portal:invitation_resend", args=[invitation.pk]): {},
        reverse("mfa_activate_totp"): {"code": "000000"},
        reverse("mfa_generate_recovery_codes"): {},
    }


def test_each_asks_who_one_is(alice: Member, left_open: Browser) -> None:
    for path, posted in forms(alice).items():
        answer = left_open.post(path, posted)
        assert answer["Location"].startswith("/confirmation/?next="), path
    alice.client.refresh_from_db()
    assert alice.client.email == FORMER
    assert not Member.objects.filter(role=Role.ADMINISTRATOR).exclude(pk=alice.pk).exists()
    assert not Invitation.objects.filter(email=ANOTHER).exists()


def test_what_was_posted_waits_for_the_password(alice: Member, left_open: Browser) -> None:
    asked = left_open.post(reverse("portal:organisation"), ORGANISATION)["Location"]
    left_open.post(asked, {"password": "autre"})
    alice.client.refresh_from_db()
    assert alice.client.email == FORMER
    done = left_open.post(asked, {"password": PASSWORD}, follow=True)
    assert "Les coordonnées de votre organisation sont à jour." in done.text
    alice.client.refresh_from_db()
    assert alice.client.email == ANOTHER


def test_the_former_address_is_told(alice: Member, sign_in: SignIn) -> None:
    sign_in(alice).post(reverse("portal:organisation"), ORGANISATION)
    told = OutgoingMessage.objects.get(template="clients/emails/address_replaced")
    assert told.recipient == FORMER
    text = render_message(told).text
    assert "n’arrivent plus à cette adresse" in text
    assert ANOTHER not in text


def test_another_letter_case_is_no_other_address(alice: Member, sign_in: SignIn) -> None:
    sign_in(alice).post(reverse("portal:organisation"), ORGANISATION | {"email": FORMER.upper()})
    assert not OutgoingMessage.objects.exists()
