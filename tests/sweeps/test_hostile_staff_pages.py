"""What nobody sends by mistake, to the console: its own pages and those of the stock admin."""

import pytest
from django.contrib import admin
from django.test import Client as Browser
from django.urls import reverse

from escale.accounts.models import User
from tests.pages import PAGES, Access, Route
from tests.paths import ROUTES, path_of
from tests.sweeps.test_hostile_requests import read_to_its_end

OWN = [route for route in ROUTES if PAGES[route.name] == Access.STAFF]
NASTY = ["\0", "'", "9" * 40, "1e309", "é" * 300]
NO_OBJECT = ["\0", "x", "9" * 40, "_00", "-1"]
FIELDS = (
    "q", "p", "o", "e", "page", "client", "order", "user", "client__id__exact", "status__exact",
    "state__exact", "id__exact", "_changelist_filters", "term", "app_label", "model_name",
    "field_name",
)  # fmt: skip


STOCK = [f"{model._meta.app_label}_{model._meta.model_name}" for model in admin.site._registry]
LISTS = [
    reverse("admin:autocomplete"),
    *(reverse(f"admin:{name}_{page}") for name in STOCK for page in ("changelist", "add")),
]


@pytest.fixture
def operator(staff: User) -> Browser:
    browser = Browser()
    browser.force_login(staff)
    return browser


@pytest.mark.parametrize("path", LISTS)
def test_no_parameter_fails(operator: Browser, path: str) -> None:
    for nasty in NASTY:
        given = dict.fromkeys((*FIELDS, "name", "code", "action", "_selected_action"), nasty)
        for answer in (operator.get(path, given), operator.post(path, given)):
            read_to_its_end(answer)
            assert answer.status_code < 500, nasty
    # Each alone: one that is refused hides the others.
    for field in FIELDS:
        assert operator.get(path, {field: "x"}).status_code < 500, field


@pytest.mark.parametrize("name", STOCK)
def test_what_does_not_exist_is_missing(operator: Browser, name: str) -> None:
    for page in ("change", "delete", "history"):
        for nasty in NO_OBJECT:
            path = reverse(f"admin:{name}_{page}", args=[nasty])
            for answer in (operator.get(path), operator.post(path, {"name": nasty})):
                assert answer.status_code < 500, path


@pytest.mark.parametrize("route", OWN, ids=lambda route: route.name)
def test_no_page_of_ours_fails(operator: Browser, route: Route) -> None:
    path = path_of(route, None)
    for nasty in NASTY:
        given = dict.fromkeys((*FIELDS, "body", "reason", "number"), nasty)
        for answer in (operator.get(path, given), operator.post(path, given)):
            read_to_its_end(answer)
            assert answer.status_code < 500, nasty
