import gzip

import pytest

from escale.clients.models import Member
from escale.dotations.models import Dotation
from tests.personas import SignIn
from tests.possessions import one_of_everything

GZIP = {"Accept-Encoding": "gzip, deflate, br"}


@pytest.fixture
def mine(alice: Member) -> Dotation:
    return one_of_everything(alice)


def test_a_page_is_compressed_for_who_takes_it(
    mine: Dotation, alice: Member, sign_in: SignIn
) -> None:
    browser = sign_in(alice)
    answer = browser.get("/dotations/", headers=GZIP)
    assert answer["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer["Vary"]
    assert mine.email in gzip.decompress(answer.content).decode()
    plain = browser.get("/dotations/")
    assert not plain.has_header("Content-Encoding")
    assert len(answer.content) < len(plain.content) / 3


def test_its_length_tells_little(mine: Dotation, alice: Member, sign_in: SignIn) -> None:
    """Up to a hundred bytes at random, besides a CSRF token masked anew (BREACH)."""
    browser = sign_in(alice)
    lengths = {len(browser.get("/dotations/", headers=GZIP).content) for _ in range(8)}
    assert len(lengths) > 1


def test_files_are_left_as_they_are(mine: Dotation, alice: Member, sign_in: SignIn) -> None:
    path = f"/commandes/{mine.order_id}/dotations/export/"
    answer = sign_in(alice).get(path, headers=GZIP)
    assert answer.status_code == 200
    answer.close()
    assert not answer.has_header("Content-Encoding")
