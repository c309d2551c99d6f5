"""The page a link opens (D1): it greets, spends nothing, and every dead end has a way out."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client as Browser

from escale.dotations.links import LIFETIME, activation_link
from escale.dotations.models import Dotation
from escale.dotations.states import DotationStatus
from escale.dotations.tests.factories import DotationFactory
from escale.kernel import clock
from escale.kernel.tokens import sign

BEFORE = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture
def row(db: None) -> Dotation:
    return DotationFactory.create(first_name="Maëlle", last_name="LE GOFF")


def path_of(row: Dotation, *, age: timedelta = timedelta(days=1)) -> str:
    link = activation_link(row, issued_at=clock.database_now() - age)
    return link.path.format(token=sign(link.purpose, link.payload))


class TestWelcome:
    def test_opening_spends_nothing(self, row: Dotation, client: Browser) -> None:
        before = Dotation.objects.values().get()
        for _ in range(3):
            client.head(path_of(row))
            assert client.get(path_of(row), follow=True).status_code == 200
        assert client.post(path_of(row)).status_code == 405
        assert Dotation.objects.values().get() == before

    def test_is_not_cached_nor_named_to_others(self, row: Dotation, client: Browser) -> None:
        page = client.get(path_of(row))
        assert page["Referrer-Policy"] == "no-referrer"
        assert "no-store" in page["Cache-Control"]

    @pytest.mark.parametrize(
        ("changes", "status", "says"),
        [
            ({"link_generation": 1}, 410, "Ce lien a été remplacé"),
            ({"account_created_at": BEFORE}, 200, "Votre compte est déjà créé"),
            (
                {"status": DotationStatus.ACTIVATED, "activated_at": BEFORE},
                200,
                "Votre compte est déjà créé",
            ),
            ({"status": DotationStatus.CANCELLED}, 410, "Votre dotation a été annulée"),
            ({"status": DotationStatus.EXPIRED}, 410, "Votre dotation a expiré le"),
            ({"status": DotationStatus.ORDERED}, 404, "Nous ne reconnaissons pas ce lien"),
        ],
    )
    def test_dead_links_explain_and_show_nobody(
        self,
        row: Dotation,
        client: Browser,
        changes: dict[str, object],
        status: int,
        says: str,
    ) -> None:
        path = path_of(row)
        Dotation.objects.update(**changes)
        page = client.get(path, follow=True)
        assert page.status_code == status
        assert says in page.text
        assert "Maëlle" not in page.text
        assert "150" not in page.text

    @pytest.mark.parametrize("token", ["x", "A" * 48, "é", "7F3K-92QD"])
    def test_a_forged_link_is_unknown(self, db: None, client: Browser, token: str) -> None:
        page = client.get(f"/activer/{token}/")
        assert page.status_code == 404
        assert "Nous ne reconnaissons pas ce lien" in page.text


def test_an_old_link_has_expired(row: Dotation, client: Browser) -> None:
    page = client.get(path_of(row, age=LIFETIME), follow=True)
    assert page.status_code == 410
    assert "Ce lien a expiré" in page.text
