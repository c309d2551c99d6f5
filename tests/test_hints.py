"""« Vouliez-vous dire … ? » at each door: proposed, accepted, dismissed, for one client alone."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.test import Client as Browser

from escale.activation.models import Beneficiary
from escale.activation.tests.links import path_of as link_of
from escale.clients.models import Member
from escale.dotations.models import Dotation
from escale.dotations.tests.factories import DotationFactory
from escale.exchange.judging import Severity
from escale.hints.models import DismissedHint
from escale.hints.tests.factories import DismissedHintFactory, LearnedDomainFactory
from escale.imports.actions.import_file import import_file
from escale.imports.actions.open_import import open_import
from escale.imports.actions.store_preview import store_preview
from escale.imports.models import Import
from escale.imports.previewing import preview_file
from escale.imports.report import report_of
from escale.imports.tests.correction_files import correction_file, exported
from escale.journal.models import JournalEntry
from escale.ordering.actions.add_line import add_line
from escale.ordering.models import Draft
from escale.ordering.tests.factories import DraftFactory
from escale.orders.models import Order
from escale.orders.tests.factories import OrderFactory
from tests.personas import SignIn

HTMX = {"HX-Request": "true"}
ASKED = "Vouliez-vous dire"
NO_MORE = "Ne plus proposer"


@dataclass(frozen=True)
class Door:
    """Where one doubtful address shows; how it is accepted and dismissed; the address it has."""

    page: str
    accept: tuple[str, dict[str, str]]
    dismiss: tuple[str, dict[str, str]]
    address: Callable[[], str]


def typed(email: str, matricule: str = "001") -> dict[str, str]:
    return {
        "matricule": matricule,
        "last_name": f"LOIR{matricule}",
        "first_name": "Jean",
        "email": email,
        "phone": f"06 76 02 89 {matricule[-2:]}",
        "amount": "150",
    }


def doubtful_row(member: Member, email: str = "louise@gmial.com") -> Dotation:
    return DotationFactory.create(order=OrderFactory.create(client=member.client), email=email)


def draft_with(member: Member, *emails: str) -> Draft:
    draft = DraftFactory.create(client=member.client)
    for number, email in enumerate(emails, start=1):
        add_line(draft_id=draft.pk, cells=typed(email, f"{number:03d}"))
    return draft


def preview_of(member: Member, folder: Path, *emails: str) -> Import:
    order = OrderFactory.create(client=member.client)
    rows = [DotationFactory.create(order=order) for _email in emails]
    files = [exported(row, email=email) for row, email in zip(rows, emails, strict=True)]
    imported = open_import(actor=member.actor, order=order, file_name="corrections.xlsx")
    store_preview(
        import_id=imported.pk, preview=preview_file(order, correction_file(folder, files))
    )
    return imported


def in_the_row(member: Member, folder: Path, *, page: str = "") -> Door:
    row = doubtful_row(member)
    correct = {"phone": row.phone, "revision": str(row.revision)}
    return Door(
        page or f"/commandes/{row.order_id}/dotations/",
        (f"/dotations/{row.pk}/corriger/", correct | {"email": "louise@gmail.com"}),
        (f"/dotations/{row.pk}/ne-plus-proposer/", correct | {"doubted": row.email}),
        lambda: Dotation.objects.get(pk=row.pk).email,
    )


def in_the_search(member: Member, folder: Path) -> Door:
    return in_the_row(member, folder, page="/dotations/")


def on_its_page(member: Member, folder: Path) -> Door:
    door = in_the_row(member, folder)
    return Door(door.accept[0].removesuffix("corriger/"), door.accept, door.dismiss, door.address)


def in_a_draft(member: Member, folder: Path) -> Door:
    draft = draft_with(member, "louise@gmial.com")
    line = draft.lines.get()
    path = f"/commander/{draft.pk}/"
    return Door(
        path,
        (f"{path}lignes/{line.pk}/", typed("louise@gmail.com")),
        (f"{path}lignes/{line.pk}/ne-plus-proposer/", typed("louise@gmial.com")),
        lambda: draft.lines.get().email,
    )


def in_a_preview(member: Member, folder: Path) -> Door:
    imported = preview_of(member, folder, "louise@gmial.com")
    path = f"/imports/{imported.pk}/"
    row = {"row": str(imported.rows.get().pk), "page": "1"}
    return Door(
        path,
        (f"{path}adresses/", row),
        (f"{path}ne-plus-proposer/", row),
        lambda: imported.rows.get().email,
    )


DOORS = [in_the_row, in_the_search, on_its_page, in_a_draft, in_a_preview]
AtDoor = Callable[[Member, Path], Door]


@pytest.mark.parametrize("at", DOORS)
def test_accepted(alice: Member, sign_in: SignIn, tmp_path: Path, at: AtDoor) -> None:
    """Without a script, as every other test here: a form, one button."""
    door, browser = at(alice, tmp_path), sign_in(alice)
    page = browser.get(door.page).text
    assert ASKED in page
    assert NO_MORE in page
    assert browser.post(*door.accept).status_code == 302
    assert door.address() == "louise@gmail.com"
    assert ASKED not in browser.get(door.page).text
    assert not DismissedHint.objects.exists()


@pytest.mark.parametrize("at", DOORS)
def test_dismissed_for_good(
    alice: Member, bob: Member, sign_in: SignIn, tmp_path: Path, at: AtDoor
) -> None:
    door, browser = at(alice, tmp_path), sign_in(alice)
    answer = browser.post(*door.dismiss, follow=True)
    assert answer.status_code == 200
    assert "plus proposé" in answer.text
    assert door.address() == "louise@gmial.com"
    for colleague in (alice, bob):
        assert ASKED not in sign_in(colleague).get(door.page).text
    hint = DismissedHint.objects.get()
    assert (hint.client, hint.typed, hint.proposed) == (alice.client, "gmial.com", "gmail.com")
    line = JournalEntry.objects.get(verb="hint-dismissed")
    assert (line.client_id, line.changes) == (
        alice.client_id,
        {"hint": ["gmial.com", "gmail.com"]},
    )
    # A second click, from another tab, changes nothing and says no wrong.
    assert browser.post(*door.dismiss, follow=True).status_code == 200
    assert DismissedHint.objects.count() == 1
    assert JournalEntry.objects.filter(verb="hint-dismissed").count() == 1


@pytest.mark.parametrize("at", DOORS)
@pytest.mark.parametrize("elsewhere", DOORS)
def test_what_one_door_dismissed_no_other_proposes(
    alice: Member, sign_in: SignIn, tmp_path: Path, at: AtDoor, elsewhere: AtDoor
) -> None:
    browser = sign_in(alice)
    browser.post(*at(alice, tmp_path).dismiss)
    assert ASKED not in browser.get(elsewhere(alice, tmp_path).page).text


@pytest.mark.parametrize("at", DOORS)
def test_another_client_goes_on_as_before(
    alice: Member, charlie: Member, sign_in: SignIn, tmp_path: Path, at: AtDoor
) -> None:
    sign_in(alice).post(*at(alice, tmp_path).dismiss)
    door = at(charlie, tmp_path)
    assert ASKED in sign_in(charlie).get(door.page).text
    # Nor may one dismiss from the other's page.
    assert sign_in(alice).post(*door.dismiss).status_code == 404
    assert not DismissedHint.objects.filter(client=charlie.client).exists()


@pytest.mark.parametrize("at", DOORS)
def test_a_reader_is_refused_and_shown_no_button(
    alice: Member, bea: Member, sign_in: SignIn, tmp_path: Path, at: AtDoor
) -> None:
    door, browser = at(alice, tmp_path), sign_in(bea)
    assert browser.post(*door.dismiss).status_code == 403
    assert NO_MORE not in browser.get(door.page).text
    assert not DismissedHint.objects.exists()


@pytest.mark.parametrize("at", DOORS)
def test_a_familiar_domain_is_proposed(
    alice: Member, charlie: Member, sign_in: SignIn, tmp_path: Path, at: AtDoor
) -> None:
    LearnedDomainFactory.create(client=charlie.client, domain="gmal.fr")
    LearnedDomainFactory.create(client=alice.client, domain="gmial.com")
    assert ASKED not in sign_in(alice).get(at(alice, tmp_path).page).text
    assert ASKED in sign_in(charlie).get(at(charlie, tmp_path).page).text


def test_in_place_the_note_alone_comes_back(alice: Member, sign_in: SignIn) -> None:
    """What is typed in the row stays in it: nothing of it is drawn again."""
    row = doubtful_row(alice)
    form = {"doubted": "louise@gmial.com", "email": "louise@gmx.d"}
    answer = sign_in(alice).post(f"/dotations/{row.pk}/ne-plus-proposer/", form, headers=HTMX)
    assert "<input" not in answer.text
    assert f'id="note-{row.pk}"' in answer.text
    assert ASKED not in answer.text
    assert "gmail.com ne sera plus proposé à la place de gmial.com." in answer.text
    assert answer["HX-Trigger-After-Swap"] == '{"hint-dismissed": {"pair": "gmial.com gmail.com"}}'


def test_what_has_no_hint_dismisses_nothing(alice: Member, sign_in: SignIn) -> None:
    row = doubtful_row(alice)
    for address in ("louise@gmail.com", "louise@kerdraon.example", "x", ""):
        form = {"doubted": address}
        assert (
            sign_in(alice).post(f"/dotations/{row.pk}/ne-plus-proposer/", form).status_code == 302
        )
    assert not DismissedHint.objects.exists()


def test_in_a_draft_lines_of_the_same_domain_are_judged_again(
    alice: Member, sign_in: SignIn
) -> None:
    draft = draft_with(alice, "a@gmial.com", "b@gmial.com", "c@hotmial.fr")
    first = draft.lines.earliest("id")
    answer = sign_in(alice).post(
        f"/commander/{draft.pk}/lignes/{first.pk}/ne-plus-proposer/", headers=HTMX
    )
    assert answer.text.count('class="remarks"') == 2
    lines = draft.lines.order_by("id")
    assert [line.severity for line in lines] == [Severity.FIT, Severity.FIT, Severity.WARNED]
    assert [line.suggestion for line in lines] == ["", "", "c@hotmail.fr"]


def test_what_else_was_said_of_a_line_stays(alice: Member, sign_in: SignIn) -> None:
    draft = draft_with(alice, "a@gmial.com")
    line = draft.lines.get()
    repaired = {"column": "phone", "severity": 1, "reason": "Le zéro…", "suggestion": ""}
    line.remarks.append(repaired)
    line.save()
    sign_in(alice).post(f"/commander/{draft.pk}/lignes/{line.pk}/ne-plus-proposer/")
    line = draft.lines.get()
    assert (line.remarks, line.severity) == ([repaired], Severity.REPAIRED)


def test_in_a_preview_one_row_is_accepted_or_all_of_a_domain_dismissed(
    alice: Member, sign_in: SignIn, tmp_path: Path
) -> None:
    imported = preview_of(alice, tmp_path, "a@gmial.com", "b@gmial.com", "c@hotmial.fr")
    first, second, _third = imported.rows.order_by("id")
    browser = sign_in(alice)
    path = f"/imports/{imported.pk}/"
    answer = browser.post(f"{path}adresses/", {"row": str(first.pk), "page": "1"})
    assert answer["Location"] == f"{path}?page=1#modifiees"
    browser.post(f"{path}ne-plus-proposer/", {"row": str(second.pk), "page": "1"})
    rows = imported.rows.order_by("id").values_list("email", "suggestion")
    assert list(rows) == [
        ("a@gmail.com", ""), ("b@gmial.com", ""), ("c@hotmial.fr", "c@hotmail.fr"),
    ]  # fmt: skip


@pytest.mark.parametrize("row", ["", "x", "99999999", "-1"])
def test_a_row_that_is_none_accepts_none(
    alice: Member, sign_in: SignIn, tmp_path: Path, row: str
) -> None:
    imported = preview_of(alice, tmp_path, "a@gmial.com")
    browser = sign_in(alice)
    for act in ("adresses", "ne-plus-proposer"):
        browser.post(f"/imports/{imported.pk}/{act}/", {"row": row})
    assert imported.rows.get().suggestion == "a@gmail.com"
    assert not DismissedHint.objects.exists()


def test_a_command_that_imports_tells_what_it_would_have_asked(
    alice: Member, tmp_path: Path
) -> None:
    order: Order = OrderFactory.create(client=alice.client)
    row = DotationFactory.create(order=order)
    path = correction_file(tmp_path, [exported(row, email="a@gmial.com")])
    report = report_of(path, import_file(actor=alice.actor, order=order, path=path))
    assert report.warnings == ["Ligne 2\u00a0: vouliez-vous dire a@gmail.com\u202f?"]


def follow(row: Dotation) -> Browser:
    browser = Browser()
    browser.get(link_of(row))
    return browser


ACCOUNT = "/activer/compte/"


def test_the_beneficiary_is_asked_once_and_accepts(alice: Member) -> None:
    row = doubtful_row(alice, "louise@kerdraon.example")
    browser = follow(row)
    page = browser.post(ACCOUNT, {"email": "louise@gmial.com", "terms": "on"}).text
    assert ASKED in page
    assert NO_MORE not in page
    assert not Beneficiary.objects.exists()
    corrected = {"email": ["louise@gmial.com", "louise@gmail.com"], "terms": "on"}
    answer = browser.post(ACCOUNT, corrected | {"hinted": "louise@gmial.com"})
    assert answer["Location"] == "/activer/envoye/"
    assert Beneficiary.objects.get().pending_email == "louise@gmail.com"


def test_the_beneficiary_keeps_what_was_typed(alice: Member) -> None:
    browser = follow(doubtful_row(alice, "louise@kerdraon.example"))
    sent = {"email": "Louise@Gmial.com", "terms": "on"}
    page = browser.post(ACCOUNT, sent).text
    assert 'name="hinted" value="Louise@Gmial.com"' in page
    # Enter presses the first button: it sends what is typed.
    assert page.index('class="vh"') < page.index('name="email" value="Louise@gmail.com"')
    assert browser.post(ACCOUNT, sent | {"hinted": "Louise@Gmial.com"}).status_code == 302
    assert Beneficiary.objects.get().pending_email == "Louise@gmial.com"
    assert not DismissedHint.objects.exists()


def test_the_beneficiary_is_asked_nothing_of_the_address_on_file(alice: Member) -> None:
    browser = follow(doubtful_row(alice))
    answer = browser.post(ACCOUNT, {"email": "louise@gmial.com", "terms": "on"})
    assert answer["Location"] == "/activer/envoye/"


def test_the_beneficiary_s_own_employer_is_listened_to(alice: Member) -> None:
    DismissedHintFactory.create(client=alice.client, typed="gmial.com", proposed="gmail.com")
    LearnedDomainFactory.create(client=alice.client, domain="ateliers-kerdraon.fr")
    row = doubtful_row(alice, "louise@kerdraon.example")
    page = follow(row).post(ACCOUNT, {"email": "l@atelier-kerdraon.fr", "terms": "on"}).text
    assert "l@ateliers-kerdraon.fr" in page
    answer = follow(row).post(ACCOUNT, {"email": "louise@gmial.com", "terms": "on"})
    assert answer.status_code == 302
