"""The page of one dotation (B1): where it stands, why, what to do, all that happened."""

from datetime import UTC, datetime

import pytest

from escale.bounces.actions.record_bounce import record_bounce
from escale.bounces.tests.made import letter, mark_sent
from escale.clients.models import Member
from escale.dotations.actions.correct_contact import correct_contact
from escale.dotations.actions.resend_activation import resend_activation
from escale.dotations.contact import Contact
from escale.dotations.models import Dotation
from escale.dotations.states import DotationStatus
from escale.dotations.tests.factories import DotationFactory
from escale.kernel import clock
from escale.mailing.models import OutgoingMessage
from escale.mailing.return_address import return_address
from escale.mailing.states import MessageState
from escale.mailing.tests.factories import OutgoingMessageFactory
from escale.orders.tests.factories import OrderFactory
from tests.personas import SignIn


@pytest.fixture
def row(alice: Member) -> Dotation:
    row = DotationFactory.create(
        order=OrderFactory.create(client=alice.client),
        email="is-lef777@yottmail.example",
        in_error=True,
    )
    row.last_message = OutgoingMessageFactory.create(
        about=row.about,
        client_id=row.client_id,
        template="dotations/emails/activation",
        recipient=row.email,
        state=MessageState.FAILED,
        cause="unknown-domain",
        smtp_code=550,
        diagnostic="550 5.1.2 Host unknown <b>",
        settled_at=clock.now(),
        next_attempt_at=None,
    )
    row.save()
    return row


def path_of(row: Dotation) -> str:
    return f"/dotations/{row.pk}/"


def test_a_failure_is_explained_and_its_answer_is_one_click_away(
    alice: Member, sign_in: SignIn, row: Dotation
) -> None:
    page = sign_in(alice).get(path_of(row)).text
    assert "<strong>Domaine inconnu.</strong> Vérifiez ce qui suit l’arobase" in page
    assert "E-mail refusé par le serveur" in page
    assert "<summary>Réponse du serveur</summary>" in page
    assert "550 5.1.2 Host unknown &lt;b&gt;" in page
    assert "Vouliez-vous dire <b>yopmail.example</b>" in page
    assert "Adresse à corriger" in page


def test_a_correction_is_told_with_its_author(
    alice: Member, sign_in: SignIn, row: Dotation
) -> None:
    contact = Contact("louise@yopmail.example", "+33600000061")
    correct_contact(actor=alice.actor, dotation_id=row.pk, contact=contact)
    page = sign_in(alice).get(path_of(row)).text
    assert f"Coordonnées modifiées par {alice.actor.label}" in page
    assert '<del class="old">is-lef777@yottmail.example</del>' in page
    assert '<ins class="new">louise@yopmail.example</ins>' in page
    assert "06 00 00 00 61" in page.replace("\u00a0", " ")
    assert "E-mail en cours d’envoi" in page
    # Newest first.
    assert page.index("E-mail en cours d’envoi") < page.index("E-mail refusé par le serveur")
    assert page.index("E-mail refusé par le serveur") < page.index("Dotation commandée")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"status": DotationStatus.PRODUCTION}, "Premier e-mail à venir"),
        ({"status": DotationStatus.INTEGRATION}, "Premier e-mail à venir"),
        ({"status": DotationStatus.AWAITING_ACTIVATION}, "Compte à créer"),
        ({"account_created_at": datetime(2020, 9, 2, tzinfo=UTC)}, "Mot de passe à choisir"),
        (
            {
                "account_created_at": datetime(2020, 9, 2, tzinfo=UTC),
                "password_chosen_at": datetime(2020, 9, 3, tzinfo=UTC),
            },
            "Application à configurer",
        ),
        (
            {
                "status": DotationStatus.ACTIVATED,
                "activated_at": datetime(2020, 9, 4, tzinfo=UTC),
            },
            "Dotation activée",
        ),
    ],
)
def test_what_comes_next(
    alice: Member, sign_in: SignIn, row: Dotation, changes: dict[str, object], says: str
) -> None:
    Dotation.objects.filter(pk=row.pk).update(**changes)
    assert says in sign_in(alice).get(path_of(row)).text


def test_an_account_locks_the_address_and_says_why(
    alice: Member, sign_in: SignIn, row: Dotation
) -> None:
    Dotation.objects.update(account_created_at=clock.now())
    page = sign_in(alice).get(path_of(row)).text
    assert "Le compte est créé avec cette adresse" in page
    assert 'name="email"' not in page
    assert "Flyer Activer mes Chèques-Vacances Connect" in page


def test_corrected_from_here_and_back_here(alice: Member, sign_in: SignIn, row: Dotation) -> None:
    form = {"email": "louise@yopmail.example", "phone": row.phone, "revision": "0"}
    here = f"http://testserver{path_of(row)}"
    answer = sign_in(alice).post(f"{path_of(row)}corriger/", form, headers={"Referer": here})
    assert answer.headers["Location"] == here
    assert OutgoingMessage.objects.filter(recipient="louise@yopmail.example").exists()


def test_a_reader_reads(bea: Member, sign_in: SignIn, row: Dotation) -> None:
    page = sign_in(bea).get(path_of(row)).text
    assert "is-lef777" in page
    assert "Valider" not in page


def test_queries_do_not_grow_with_what_happened(
    alice: Member,
    sign_in: SignIn,
    row: Dotation,
    django_assert_max_num_queries: pytest.FixtureRequest,
) -> None:
    OutgoingMessageFactory.create_batch(20, about=row.about)
    browser = sign_in(alice)
    browser.get(path_of(row))
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        browser.get(path_of(row))


def test_a_server_that_does_not_answer_is_told(alice: Member, sign_in: SignIn) -> None:
    """It took our mail, then gave up: the address may be right, so nothing is marked."""
    row = DotationFactory.create(order=OrderFactory.create(client=alice.client))
    resend_activation(actor=alice.actor, dotation_id=row.pk)
    row.refresh_from_db()
    assert row.last_message is not None
    mark_sent(row.last_message)
    words = f"Message expired after 5 days, giving up.\n<{row.email}>: Connection timed out"
    content = letter(words, from_="mailer-daemon@mx.example", subject="Undelivered mail")
    record_bounce(content=content, returned_to=return_address(row.last_message))
    page = sign_in(alice).get(path_of(row)).text
    assert "Remise de l’e-mail retardée" in page
    assert "Connection timed out" in page
    row.refresh_from_db()
    assert row.status == DotationStatus.AWAITING_ACTIVATION
