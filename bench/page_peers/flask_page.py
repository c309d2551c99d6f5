"""The same page in Flask: psycopg's pool, Jinja2."""

import os
from functools import cache
from typing import Any

from flask import Flask, abort, request
from psycopg import Connection
from psycopg.rows import DictRow, dict_row
from psycopg_pool import ConnectionPool

from bench.page_peers import sql

application = Flask(__name__)


@cache
def pool() -> ConnectionPool[Connection[DictRow]]:
    return ConnectionPool(
        os.environ["DATABASE_URL"],
        connection_class=Connection[DictRow],
        kwargs={"row_factory": dict_row, "autocommit": True},
        min_size=1,
        max_size=4,
        open=True,
    )


@application.get("/commandes/<int:number>/dotations/")
def order_dotations(number: int) -> str:
    with pool().connection() as connection:

        def ask(query: str, *values: object) -> list[dict[str, Any]]:
            return connection.execute(query.encode(), values).fetchall()

        if not ask(sql.SESSION, request.cookies.get("sessionid")):
            abort(403)
        (person,) = ask(sql.PERSON, sql.USER)
        orders = ask(sql.ORDER, number, person["client_id"])
        if not orders:
            abort(404)
        chips, rows = ask(sql.CHIPS, number), ask(sql.ROWS, number)
    return sql.page(person, chips, order=orders[0], rows=rows)
