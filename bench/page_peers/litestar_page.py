"""The same page in Litestar: asyncpg's pool, Jinja2."""

import os
from itertools import count
from typing import Any

import asyncpg
from litestar import Litestar, MediaType, Request, get
from litestar.datastructures import State
from litestar.exceptions import NotFoundException, PermissionDeniedException
from psycopg.conninfo import conninfo_to_dict

from bench.page_peers import sql


def numbered(query: str) -> str:
    numbers = count(1)
    parts = query.split("%s")
    return "".join(f"{part}${next(numbers)}" for part in parts[:-1]) + parts[-1]


SESSION, PERSON, ORDER = map(numbered, (sql.SESSION, sql.PERSON, sql.ORDER))
CHIPS, ROWS = map(numbered, (sql.CHIPS, sql.ROWS))


async def open_pool(application: Litestar) -> None:
    known = {
        name: str(value) for name, value in conninfo_to_dict(os.environ["DATABASE_URL"]).items()
    }
    application.state.pool = await asyncpg.create_pool(
        host=known.get("host"),
        port=int(known.get("port", 5432)),
        user=known.get("user"),
        password=known.get("password"),
        database=known.get("dbname"),
        min_size=1,
        max_size=4,
    )


@get("/commandes/{number:int}/dotations/", media_type=MediaType.HTML)
async def order_dotations(request: Request[Any, Any, State], number: int) -> str:
    async with request.app.state.pool.acquire() as connection:
        if not await connection.fetchrow(SESSION, request.cookies.get("sessionid")):
            raise PermissionDeniedException
        person = await connection.fetchrow(PERSON, sql.USER)
        order = await connection.fetchrow(ORDER, number, person["client_id"])
        if order is None:
            raise NotFoundException
        chips = await connection.fetch(CHIPS, number)
        rows = await connection.fetch(ROWS, number)
    return sql.page(person, chips, order=dict(order), rows=[dict(row) for row in rows])


application = Litestar([order_dotations], on_startup=[open_pool])
