"""What every page shows once the server has refused what was sent.

Its title says so first, what is wrong has the focus (static/webkit/refusal.js), and each faulty
field leads to its error.
"""

from collections.abc import Mapping
from typing import Any

from django.contrib.messages.storage.base import BaseStorage
from django.forms import BaseForm, BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString


def is_refusal(context: Mapping[Any, object]) -> bool:
    """Whether a page tells of one: by a form, by a message, or by what its view calls `refusal`."""
    if context.get("refusal") or _has_error_message(context.get("messages")):
        return True
    # Never by isinstance: asking a lazy value for its class would look it up.
    forms = [value for value in context.values() if issubclass(type(value), BaseForm)]
    return any(form.is_bound and form.errors for form in forms if isinstance(form, BaseForm))


def described(field: BoundField, *hints: str) -> SafeString:
    """Attributes of a control: what is said of it, and that it is the one to start again from.

    `hints` are the ids of what explains it, empty for none. Its error is webkit/_field_error.html.
    """
    ids = " ".join(filter(None, hints))
    if not field.errors:
        return format_html('aria-describedby="{}"', ids) if ids else SafeString("")
    told = format_html(
        'aria-invalid="true" aria-describedby="{}"', f"{field.name}-erreur {ids}".strip()
    )
    is_first = field.name == _first_faulty(field.form)
    return told + SafeString(" autofocus") if is_first else told


def _first_faulty(form: BaseForm) -> str | None:
    return next((field.name for field in form.visible_fields() if field.errors), None)


def _has_error_message(told: object) -> bool:
    """Looked at without being read: it stays for the page that shows it."""
    if not isinstance(told, BaseStorage):
        return False
    was_read = told.used
    found = any(message.level_tag == "error" for message in told)
    told.used = was_read
    return found
