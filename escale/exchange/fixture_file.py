"""The shape of a file of test data: clients, orders and their dotations, in JSON.

{"clients": [{"code", "name"}],
 "orders": [{"number", "client", "date", "dotations": [{"id", "matricule", "last_name",
   "first_name", "email", "phone", "amount", "status", "account_created"}]}]}

Amounts are euros, statuses the guide's labels (R27). An order may also say `paid` (true),
`payment_means`, `placed_by`; a dotation `sent_days_ago`, and a failed one why its mail failed:
`failure`: {"code", "diagnostic", "cause"}.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from escale.dotations.states import DotationStatus
from escale.exchange.columns import EXPORT_COLUMNS
from escale.exchange.errors import FixtureRefused
from escale.exchange.new_dotations import NewDotation
from escale.kernel import clock
from escale.kernel.errors import DomainError
from escale.mailing.causes import Cause
from escale.orders.states import PaymentMeans


@dataclass(frozen=True, slots=True)
class Failure:
    """Why the newest mail of a dotation failed."""

    code: int
    diagnostic: str
    cause: Cause
    days_ago: int


@dataclass(frozen=True)
class FixtureOrder:
    number: int
    client_code: str
    placed_on: date
    paid: bool
    payment_means: PaymentMeans
    placed_by: str
    dotations: list[NewDotation]
    failures: dict[int, Failure]


@dataclass(frozen=True)
class Fixture:
    client_names: dict[str, str]
    orders: list[FixtureOrder]


def read_fixture(path: Path) -> Fixture:
    """Raises FixtureRefused, naming what is wrong."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        names = {str(client["code"]): str(client["name"]) for client in data["clients"]}
        orders = [_order(order, names) for order in data["orders"]]
    except DomainError as error:
        raise FixtureRefused(str(error)) from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise FixtureRefused(
            _("Ce fichier n’a pas la forme attendue (%(error)s).") % {"error": repr(error)}
        ) from None
    return Fixture(names, orders)


def _order(order: Mapping[str, Any], names: Mapping[str, str]) -> FixtureOrder:
    code = str(order["client"])
    paid = order.get("paid", True)
    return FixtureOrder(
        number=order["number"],
        client_code=code,
        placed_on=date.fromisoformat(order["date"]),
        paid=paid,
        payment_means=PaymentMeans(order.get("payment_means", PaymentMeans.CARD)),
        placed_by=order.get("placed_by", names[code]),
        dotations=[_dotation(dotation, paid=paid) for dotation in order["dotations"]],
        failures={
            dotation["id"]: _failure(dotation)
            for dotation in order["dotations"]
            if "failure" in dotation
        },
    )


def _dotation(dotation: Mapping[str, Any], *, paid: bool) -> NewDotation:
    values = {column.key: column.clean(dotation.get(column.key, "")) for column in EXPORT_COLUMNS}
    usual = DotationStatus.PRODUCTION if paid else DotationStatus.ORDERED
    values["status"] = values["status"] or usual
    if "sent_days_ago" in dotation:
        values["invited_at"] = clock.now() - timedelta(days=dotation["sent_days_ago"])
    return NewDotation(**values, has_account=bool(dotation.get("account_created")))


def _failure(dotation: Mapping[str, Any]) -> Failure:
    told = dotation["failure"]
    return Failure(
        told["code"], told["diagnostic"], Cause(told["cause"]), dotation.get("sent_days_ago", 0)
    )
