"""Which answers are documents, and say how one behaves."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from escale.webkit.headers import OF_DOCUMENTS, policy_headers


@pytest.mark.parametrize(
    ("path", "kind", "is_document"),
    [
        ("/static/webkit/base.css", "text/css; charset=utf-8", False),
        ("/static/webkit/rows.js", "text/javascript; charset=utf-8", False),
        # A browser opens them as documents.
        ("/static/webkit/icons.svg", "image/svg+xml", True),
        ("/static/absent.css", "text/html; charset=utf-8", True),
        # A worker obeys the policy it comes with.
        ("/application/service-worker.js", "text/javascript", True),
        ("/commandes/", "text/html", True),
    ],
)
def test_stylesheets_and_scripts_are_none(path: str, kind: str, is_document: bool) -> None:
    def inner(request: HttpRequest) -> HttpResponse:
        return HttpResponse(content_type=kind, headers=dict.fromkeys(OF_DOCUMENTS, "set"))

    answer = policy_headers(inner)(RequestFactory().get(path))
    assert all(answer.has_header(name) is is_document for name in OF_DOCUMENTS)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
