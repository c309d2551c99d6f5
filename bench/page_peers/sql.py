"""What the peers without an ORM ask, and their template: Django's, in Jinja's words."""

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import jinja2

USER = int(os.environ.get("BENCH_USER", "0"))
SESSION = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > now()"
PERSON = """
    SELECT u.identifier, m.client_id, c.name AS client_name FROM accounts_user u
    JOIN clients_member m ON m.user_id = u.id JOIN clients_client c ON c.id = m.client_id
    WHERE u.id = %s
    """
ORDER = "SELECT number, placed_on, status FROM orders_order WHERE number = %s AND client_id = %s"
CHIPS = """
    SELECT status, count(*) AS number FROM dotations_dotation WHERE order_id = %s GROUP BY status
    """
ROWS = """
    SELECT d.id, matricule, last_name, first_name, email, phone, amount, d.status, revision,
        m.state AS message_state
    FROM dotations_dotation d LEFT JOIN mailing_outgoingmessage m ON m.id = d.last_message_id
    WHERE order_id = %s ORDER BY length(matricule), matricule, d.id LIMIT 50
    """
IN_JINJA = (
    (r"{% load i18n %}", ""),
    (r'{% translate ("[^"]*") %}', r"{{ gettext(\1) }}"),
    (r'{% url "(\w+)" d.id %}', r'{{ url("\1", d.id) }}'),
    (r"{% csrf_token %}", '<input type="hidden" name="csrf_token" value="{{ csrf_token }}">'),
    (r"d\.last_message(\.state)?", "d.message_state"),
)
PATHS = {"dotation": "/dotations/{}/", "correct": "/dotations/{}/corriger/"}


def _template() -> jinja2.Template:
    source = (Path(__file__).parent / "templates" / "order.html").read_text(encoding="utf-8")
    for django, jinja in IN_JINJA:
        source = re.sub(django, jinja, source)
    environment = jinja2.Environment(autoescape=True, extensions=["jinja2.ext.i18n"])
    environment.install_null_translations()  # type: ignore[attr-defined]
    environment.globals["url"] = lambda name, number: PATHS[name].format(number)
    return environment.from_string(source)


TEMPLATE = _template()


def page(person: Mapping[str, object], chips: Sequence[Mapping[str, int]], **values: object) -> str:
    return TEMPLATE.render(
        chips=chips,
        total=sum(chip["number"] for chip in chips),
        user_name=person["identifier"],
        client_name=person["client_name"],
        csrf_token="0" * 64,
        **values,
    )
