"""Nothing that changes escapes the journal (D8): each action, each form tells, or says why not."""

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain
from pathlib import Path

import pytest
from django.db import models
from django.test import Client as Browser
from django.urls import ResolverMatch, resolve

from escale.exports.states import ExportKind
from escale.journal.wording import FIELDS, SENTENCE_OF, VALUES
from escale.mass_sends.models import Scope
from tests.paths import ROUTES, path_of
from tests.test_house_rules import ESCALE, ROOT, is_test, sources, where

TELLERS = {"record", "record_many", "claim_changes", "end_hold"}
TOLD_IN = re.compile(r"\.actions\.|^escale\.portal\.export_answer$")
VERB = re.compile("[a-z]+(-[a-z]+)+")
STEP = "part of an action that tells"
DRAFT = "a draft is nothing ordered yet; its order is told"
PREVIEW = "a preview changes nothing; what is applied is told"
OUTCOME = "what came back is told by the message and by the dotation that follows it"
CLEANING = "forgets what was only passing through"
ENDING = "its time is over, or who asked for it is told"
# Actions that leave no line and call none that does, by path or by the beginning of it; why.
QUIET = {
    "accounts/actions/forget_sessions.py": CLEANING,
    "accounts/actions/choose_language.py": "how a person reads, which changes nothing",
    "accounts/actions/note_presence.py": "when somebody was seen, for their own list",
    "activation/actions/erase_accounts.py": ENDING,
    "activation/actions/ask_new_link.py": "asks for a mail, which tells itself",
    "activation/actions/note_opening.py": "a page was shown, nobody knows to whom",
    "activation/actions/send_next_step.py": "sends a mail, which tells itself",
    "accounts/actions/forget_served_codes.py": CLEANING,
    "changes/actions/forget_changes.py": CLEANING,
    "bounces/actions/apply_bounce.py": OUTCOME,
    "bounces/actions/forget_contents.py": CLEANING,
    "bounces/actions/read_maildir.py": OUTCOME,
    "bounces/actions/record_": OUTCOME,
    "bounces/actions/settle_waiting_bounces.py": OUTCOME,
    "clients/actions/ask_password_link.py": "asks for a mail, which tells itself",
    "clients/actions/send_password_link.py": "sends a mail, which tells itself",
    "demo/actions/": "the demonstration's own mailbox, telephone and accounts",
    "dotations/actions/mark_password_chosen.py": STEP,
    "dotations/actions/move_dotations.py": STEP,
    "dotations/actions/queue_first_emails.py": "queues mails, which tell themselves",
    "dotations/actions/refold_search.py": "nothing of a dotation changes, but how it is found",
    "dotations/actions/return_to_last_mail.py": STEP,
    "dotations/actions/stop_mail_and_texts.py": STEP,
    "exports/actions/fail_": "nothing left the portal",
    "exports/actions/forget_old_exports.py": CLEANING,
    "exports/actions/make_export.py": "told when it was asked for",
    "hints/actions/learn_domains.py": "what the program makes of dotations, again each night",
    "imports/actions/accept_suggestions.py": PREVIEW,
    "imports/actions/check_import.py": PREVIEW,
    "imports/actions/discard_import.py": PREVIEW,
    "imports/actions/fail_": PREVIEW,
    "imports/actions/forget_old_imports.py": CLEANING,
    "rate_limits/actions/forget_old_tries.py": CLEANING,
    "imports/actions/open_import.py": PREVIEW,
    "imports/actions/refuse_file.py": PREVIEW,
    "imports/actions/store_preview.py": PREVIEW,
    "imports/actions/submit_file.py": PREVIEW,
    "inquiries/actions/forget_inquiries.py": ENDING,
    "journal/actions/": "the journal itself",
    "mailing/actions/": "a message tells itself, and its dotation follows",
    "ordering/actions/": DRAFT,
    "orders/actions/forget_booklets.py": ENDING,
    "orders/actions/postpone_order.py": "the hour of a job",
    "orders/actions/submit_card_form.py": "the provider's own form; what was paid is told",
    "reminders/actions/send_digest.py": "sends a mail, which tells itself",
    "sms/actions/": "a text tells itself, and its dotation follows",
}
# Forms that lead to no action that tells; why.
SILENT = {
    "account_login": "accounts/adapter.py tells, for each way to sign in",
    "account_reauthenticate": "proves who one is; what follows tells itself",
    "mfa_": "accounts/receivers.py tells, at each change that the library makes",
    "account_logout": "leaving changes nothing",
    "backoffice:leave": "the visit was told when it began",
    "beneficiary:lock": "the application closes on one's own telephone",
    "demo:empty": "the demonstration's mailbox",
    "demo:restoring": "the journal itself begins again",
    "demo:tour_leave": "the browser's own",
    "language": "how a person reads, which changes nothing",
    "portal:draft_": DRAFT,
    "portal:import_": PREVIEW,
    "portal:ordering_start": DRAFT,
    "process_payment": "the library's, for the provider: its receiver tells",
    "static_process_payment": "the library's, for the provider: its receiver tells",
    "webhooks:": "what a provider tells: its action does, or the message",
}


def reason(name: str, reasons: dict[str, str]) -> str | None:
    return next((why for known, why in reasons.items() if name.startswith(known)), None)


def actions() -> Iterator[Path]:
    for path in sorted(ESCALE.rglob("actions/*.py")):
        if path.stem != "__init__" and not is_test(path):
            yield path


@cache
def called(path: Path) -> frozenset[Path]:
    """The files of the actions that a file imports, and of the answer that exports share."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("escale."):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            found |= {name for name in (str(node.module), *names) if TOLD_IN.search(name)}
    return frozenset(
        source for name in found if (source := ROOT / f"{name.replace('.', '/')}.py").exists()
    )


@cache
def tells(path: Path) -> bool:
    return any(found.stem in TELLERS or tells(found) for found in called(path) - {path})


def test_every_action_tells_or_says_why_not() -> None:
    names = {str(path.relative_to(ESCALE)): tells(path) for path in actions()}
    assert [name for name, told in names.items() if not told and not reason(name, QUIET)] == []
    assert [known for known in QUIET if not any(name.startswith(known) for name in names)] == []


def view_file(match: ResolverMatch) -> Path:
    view: Callable[..., object] = match.func
    while hasattr(view, "__wrapped__"):
        view = view.__wrapped__
    return ROOT / f"{view.__module__.replace('.', '/')}.py"


@pytest.mark.django_db
def test_every_form_tells_or_says_why_not(client: Browser) -> None:
    forms = {}
    for route in ROUTES:
        path = path_of(route, None)
        if client.post(path).status_code != 405:
            forms[route.name] = view_file(resolve(path))
    told = {name for name, source in forms.items() if source.exists() and tells(source)}
    assert [name for name in forms if name not in told and not reason(name, SILENT)] == []
    assert [known for known in SILENT if not any(name.startswith(known) for name in forms)] == []


def verb_given(node: ast.AST) -> ast.expr | None:
    """`verb="…"` of a call, `verb = "…"` of an admin, `VERBS = {…}` of an action."""
    if isinstance(node, ast.keyword) and node.arg == "verb":
        return node.value
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        return node.value if node.targets[0].id in {"verb", "VERBS"} else None
    return None


def verbs() -> Iterator[tuple[str, str]]:
    """Each verb, and where it is written."""
    for path in sources():
        if is_test(path):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if value := verb_given(node):
                for found in ast.walk(value):
                    if isinstance(found, ast.Constant) and VERB.fullmatch(str(found.value)):
                        yield str(found.value), where(path, found)


def test_every_verb_has_its_sentence_and_its_line_in_the_documentation() -> None:
    known = (ROOT / "docs/concerns/journal.md").read_text(encoding="utf-8")
    written = list(verbs())
    assert len(written) > 30
    assert [(verb, place) for verb, place in written if verb not in SENTENCE_OF] == []
    assert [verb for verb in SENTENCE_OF if f"`{verb}`" not in known] == []


# Where a dictionary says what a line of the journal carries.
CARRIERS = ("_changes", "_figures", "override_told")


def carried() -> set[str]:
    """The fields that lines of the journal may carry, as the code writes them."""
    found: set[str] = set()
    for path in (path for path in actions() if "record" in path.read_text()):
        for node in ast.walk(ast.parse(path.read_text())):
            said: list[ast.AST] = []
            if isinstance(node, ast.Call):
                said = [word.value for word in node.keywords if word.arg == "changes"]
            elif isinstance(node, ast.FunctionDef) and node.name in CARRIERS:
                said = [node]
            for part in chain.from_iterable(map(ast.walk, said)):
                if isinstance(part, ast.Dict):
                    keys = [key.value for key in part.keys if isinstance(key, ast.Constant)]
                    found |= {str(key) for key in keys}
    return found


def test_every_field_of_a_line_has_its_french_words() -> None:
    fields = carried()
    assert len(fields) > 20
    assert sorted(field for field in fields if field not in FIELDS) == []


@pytest.mark.parametrize(("field", "choices"), [("scope", Scope), ("kind", ExportKind)])
def test_every_value_is_said_as_its_own_choices_say_it(
    field: str, choices: type[models.TextChoices]
) -> None:
    assert {value: str(said) for value, said in VALUES[field].items()} == {
        value: str(label) for value, label in choices.choices
    }
