"""Tests connect as the owner of everything; pages are answered as by the portal's web server."""

from collections.abc import Callable
from contextlib import suppress

from django.db import connection
from django.http import HttpRequest, HttpResponseBase
from psycopg.errors import InFailedSqlTransaction

from escale.tenancy.scopes import VISITOR_ROLE

Answer = Callable[[HttpRequest], HttpResponseBase]


def as_web_role(get_response: Answer) -> Answer:
    """What ESCALE_DATABASE_ROLE gives to config/wsgi.py: without a door, nobody's rows are seen."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        _take(VISITOR_ROLE)
        try:
            return get_response(request)
        finally:
            _take("none")

    return answer


def _take(role: str) -> None:
    """Not through Django: it is no statement of the page's."""
    if connection.connection is None:
        return
    # A test that broke its transaction rolls it back, and the role with it.
    with suppress(InFailedSqlTransaction):
        connection.connection.execute(f"SET ROLE {role}")
