"""What a page answers when it is asked again for what it shows."""

from django.test import RequestFactory

from escale.webkit.live import live_page, version_of


def test_a_version_follows_what_is_shown() -> None:
    assert version_of([1, "a"], None) == version_of([1, "a"], None)
    assert version_of(1, 2) != version_of(2, 1)
    assert version_of("1") != version_of(1)


def test_unchanged_is_not_drawn_again() -> None:
    request = RequestFactory().get("/", headers={"Live-Version": "same"})
    answer = live_page(request, "no/such/template.html", {}, version="same")
    assert (answer.status_code, answer.content) == (204, b"")
