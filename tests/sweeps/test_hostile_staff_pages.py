"""What nobody sends by mistake, to the console: its own pages and those of the stock admin."""

from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.test import Client as Browser
from django.urls import reverse

from escale.accounts.models import User
from tests.pages import PAGES, Access, Route
from tests.paths import ROUTES, path_of
from tests.sweeps.test_hostile_requests import read_to_its_end

OWN = [route for route in ROUTES if PAGES[route.name] == Access.STAFF]
NASTY = [
    "\0",
    "%00",
    "'",
    "-1",
    "9" * 40,
    "1e309",
    "\ud800".encode("utf-8", "replace").decode(),
    "é" * 300,
]
FIELDS = (
    "q", "p", "o", "e", "page", "client", "order", "user", "client__id__exact", "status__exact",
    "state__exact", "id__exact", "_changelist_filters", "term", "app_label", "model_name",
    "field_name",
)  # fmt: skip


def stock_pages() -> Iterator[str]:
    yield reverse("admin:autocomplete")
    for model in admin.site._registry:
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"admin:{name}_changelist")
        yield reverse(f"admin:{name}_add")
        for page in ("change", "delete", "history"):
            for nasty in ("\0", "x", "9" * 40, "_00", "-1"):
                yield reverse(f"admin:{name}_{page}", args=[nasty])


@pytest.fixture
def operator(staff: User) -> Browser:
    browser = Browser()
    browser.force_login(staff)
    return browser


@pytest.mark.parametrize("path", sorted(set(stock_pages())))
def test_no_stock_page_fails(operator: Browser, path: str) -> None:
    for nasty in NASTY:
        answer = operator.get(path, dict.fromkeys(FIELDS, nasty))
        read_to_its_end(answer)
        assert answer.status_code < 500, nasty
    # Each field alone: one that is refused hides the others.
    for field in FIELDS:
        assert operator.get(path, {field: "\0"}).status_code < 500, field
        assert operator.get(path, {field: "x"}).status_code < 500, field


@pytest.mark.parametrize("path", sorted(set(stock_pages())))
def test_no_form_fails(operator: Browser, path: str) -> None:
    for nasty in NASTY:
        posted = dict.fromkeys(
            (*FIELDS, "name", "code", "email", "action", "_selected_action"), nasty
        )
        assert operator.post(path, posted).status_code < 500, nasty


@pytest.mark.parametrize("route", OWN, ids=lambda route: route.name)
def test_no_page_of_ours_fails(operator: Browser, route: Route) -> None:
    path = path_of(route, None)
    for nasty in NASTY:
        for answer in (
            operator.get(path, dict.fromkeys(FIELDS, nasty)),
            operator.post(path, dict.fromkeys((*FIELDS, "body", "reason", "number"), nasty)),
        ):
            read_to_its_end(answer)
            assert answer.status_code < 500
