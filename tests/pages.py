"""Every address of the portal and who may open it. A new one without a line here fails a test."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from django.urls import URLPattern, URLResolver, get_resolver


class Access(Enum):
    PUBLIC = "public"
    MEMBER = "member"
    # Posted to, by members who may change things.
    EDITOR = "editor"
    # Of members who decide of the organisation's data and people.
    ADMINISTRATOR = "administrator"
    # Of anybody who signs in: theirs alone.
    SIGNED_IN = "signed-in"
    # The issuer's own.
    STAFF = "staff"
    # The demonstration's own pages: nothing of a client is on them but mail that it would send.
    DEMO = "demo"


# Of somebody who belongs to a client.
OF_MEMBERS = (Access.MEMBER, Access.EDITOR, Access.ADMINISTRATOR)

PAGES: dict[str, Access] = {
    "portal:welcome": Access.PUBLIC,
    # Its signed address names a client, and tells that something of its was written.
    "stamp": Access.PUBLIC,
    "portal:home": Access.MEMBER,
    "portal:orders": Access.MEMBER,
    "portal:order": Access.MEMBER,
    "portal:order_document": Access.MEMBER,
    "portal:order_export": Access.MEMBER,
    "portal:order_cancel": Access.MEMBER,
    "portal:order_receipt": Access.MEMBER,
    "portal:order_reference": Access.EDITOR,
    "portal:orders_export": Access.MEMBER,
    "portal:order_dotations": Access.MEMBER,
    "portal:order_dotations_export": Access.MEMBER,
    "portal:search": Access.MEMBER,
    "portal:search_export": Access.MEMBER,
    "portal:dotation": Access.MEMBER,
    "portal:export": Access.MEMBER,
    "portal:export_progress": Access.MEMBER,
    "portal:export_file": Access.MEMBER,
    "portal:correct": Access.EDITOR,
    "portal:dotation_remind": Access.EDITOR,
    "portal:hint": Access.EDITOR,
    "portal:hint_dismiss": Access.EDITOR,
    "portal:correction_undo": Access.EDITOR,
    "portal:import_start": Access.MEMBER,
    "portal:imports": Access.MEMBER,
    "portal:import": Access.MEMBER,
    "portal:import_progress": Access.MEMBER,
    "portal:import_refused": Access.MEMBER,
    "portal:import_columns": Access.EDITOR,
    "portal:import_confirm": Access.EDITOR,
    "portal:import_accept": Access.EDITOR,
    "portal:import_dismiss": Access.EDITOR,
    "portal:import_discard": Access.EDITOR,
    "portal:import_undo": Access.EDITOR,
    "portal:mass_sends": Access.MEMBER,
    "portal:mass_send_new": Access.MEMBER,
    "portal:mass_send": Access.MEMBER,
    "portal:mass_send_stop": Access.EDITOR,
    "portal:mass_send_report": Access.MEMBER,
    "portal:reminders": Access.MEMBER,
    "portal:reminders_settings": Access.EDITOR,
    "portal:reminders_stop": Access.EDITOR,
    "portal:ordering": Access.MEMBER,
    "portal:ordering_start": Access.EDITOR,
    "portal:ordering_conditions": Access.MEMBER,
    "portal:ordering_model": Access.MEMBER,
    "portal:draft": Access.MEMBER,
    "portal:draft_columns": Access.EDITOR,
    "portal:draft_discard": Access.EDITOR,
    "portal:draft_upload": Access.EDITOR,
    "portal:draft_copy": Access.EDITOR,
    "portal:draft_progress": Access.MEMBER,
    "portal:draft_give_up": Access.EDITOR,
    "portal:draft_add": Access.EDITOR,
    "portal:draft_refused": Access.MEMBER,
    "portal:draft_remove_refused": Access.EDITOR,
    "portal:draft_accept": Access.EDITOR,
    "portal:draft_correct": Access.EDITOR,
    "portal:draft_dismiss": Access.EDITOR,
    "portal:draft_remove": Access.EDITOR,
    "portal:draft_summary": Access.MEMBER,
    "portal:draft_placed": Access.MEMBER,
    "portal:payment": Access.MEMBER,
    "portal:payment_transfer": Access.EDITOR,
    "portal:payment_cheque": Access.EDITOR,
    "portal:payment_card": Access.EDITOR,
    "portal:payment_bank": Access.EDITOR,
    "portal:payment_return": Access.MEMBER,
    # The library's own: it answers the provider, which knows the token of a payment or signs.
    "process_payment": Access.PUBLIC,
    "static_process_payment": Access.PUBLIC,
    # It answers the gateway, which knows the token of a text.
    "webhooks:mail_report": Access.PUBLIC,
    "webhooks:text_report": Access.PUBLIC,
    "portal:account": Access.MEMBER,
    "portal:preferences": Access.MEMBER,
    "portal:organisation": Access.ADMINISTRATOR,
    "portal:organisation_export": Access.ADMINISTRATOR,
    "portal:suggestions": Access.MEMBER,
    "portal:suggestion_restore": Access.EDITOR,
    "portal:members": Access.MEMBER,
    "portal:member_invite": Access.ADMINISTRATOR,
    "portal:member_role": Access.ADMINISTRATOR,
    "portal:member_remove": Access.ADMINISTRATOR,
    "portal:invitation_resend": Access.ADMINISTRATOR,
    "portal:invitation_cancel": Access.ADMINISTRATOR,
    "portal:invitation": Access.PUBLIC,
    "portal:invitation_link": Access.PUBLIC,
    "portal:digest_end": Access.PUBLIC,
    "portal:journal": Access.MEMBER,
    "portal:order_journal": Access.MEMBER,
    "portal:dotation_journal": Access.MEMBER,
    "portal:journal_export": Access.MEMBER,
    "account_reauthenticate": Access.SIGNED_IN,
    "mfa_index": Access.SIGNED_IN,
    "mfa_reauthenticate": Access.SIGNED_IN,
    "mfa_activate_totp": Access.SIGNED_IN,
    "mfa_deactivate_totp": Access.SIGNED_IN,
    "mfa_view_recovery_codes": Access.SIGNED_IN,
    "mfa_generate_recovery_codes": Access.SIGNED_IN,
    "mfa_download_recovery_codes": Access.SIGNED_IN,
    "mfa_list_webauthn": Access.SIGNED_IN,
    "mfa_add_webauthn": Access.SIGNED_IN,
    "mfa_edit_webauthn": Access.SIGNED_IN,
    "mfa_remove_webauthn": Access.SIGNED_IN,
    "mfa_reauthenticate_webauthn": Access.SIGNED_IN,
    # Halfway through signing in.
    "mfa_authenticate": Access.PUBLIC,
    "mfa_login_webauthn": Access.PUBLIC,
    "portal:password": Access.SIGNED_IN,
    "portal:sessions": Access.SIGNED_IN,
    "portal:session_left": Access.SIGNED_IN,
    "portal:session_end": Access.SIGNED_IN,
    "portal:sessions_end": Access.SIGNED_IN,
    "portal:forgotten": Access.PUBLIC,
    "portal:new_password": Access.PUBLIC,
    "portal:new_password_link": Access.PUBLIC,
    "portal:practical": Access.MEMBER,
    "portal:flyer": Access.PUBLIC,
    "portal:flyer_pdf": Access.PUBLIC,
    "portal:faq": Access.PUBLIC,
    "portal:first_activation": Access.PUBLIC,
    "portal:contact": Access.PUBLIC,
    "portal:accessibility": Access.PUBLIC,
    "portal:personal_data": Access.PUBLIC,
    "portal:legal_notice": Access.PUBLIC,
    "backoffice:transfers": Access.STAFF,
    "backoffice:transfer": Access.STAFF,
    "backoffice:cancel": Access.STAFF,
    "backoffice:cancel_open": Access.STAFF,
    "backoffice:cancel_one": Access.STAFF,
    "backoffice:expiring": Access.STAFF,
    "backoffice:inquiries": Access.STAFF,
    "backoffice:inquiry": Access.STAFF,
    "backoffice:bounce": Access.STAFF,
    "backoffice:people": Access.STAFF,
    "backoffice:person": Access.STAFF,
    "backoffice:person_copy": Access.STAFF,
    "backoffice:number": Access.STAFF,
    "backoffice:visit": Access.STAFF,
    "backoffice:leave": Access.STAFF,
    "beneficiary:code": Access.PUBLIC,
    "beneficiary:account": Access.PUBLIC,
    "beneficiary:opened": Access.PUBLIC,
    "beneficiary:attach": Access.PUBLIC,
    "beneficiary:sent": Access.PUBLIC,
    "beneficiary:new_link": Access.PUBLIC,
    "beneficiary:terms": Access.PUBLIC,
    "beneficiary:welcome": Access.PUBLIC,
    "beneficiary:password": Access.PUBLIC,
    "beneficiary:password_link": Access.PUBLIC,
    "beneficiary:tracking": Access.PUBLIC,
    "beneficiary:tracking_link": Access.PUBLIC,
    "beneficiary:application": Access.PUBLIC,
    "beneficiary:install": Access.PUBLIC,
    "beneficiary:short": Access.PUBLIC,
    "beneficiary:sign_in": Access.PUBLIC,
    "beneficiary:phone": Access.PUBLIC,
    "beneficiary:phone_code": Access.PUBLIC,
    "beneficiary:secret": Access.PUBLIC,
    "beneficiary:unlock": Access.PUBLIC,
    "beneficiary:lock": Access.PUBLIC,
    "beneficiary:forget": Access.PUBLIC,
    "beneficiary:forgotten": Access.PUBLIC,
    "beneficiary:offline": Access.PUBLIC,
    "beneficiary:manifest": Access.PUBLIC,
    "beneficiary:service_worker": Access.PUBLIC,
    "account_login": Access.PUBLIC,
    "account_logout": Access.PUBLIC,
    "language": Access.PUBLIC,
    "brand_style": Access.PUBLIC,
    "brand_mark": Access.PUBLIC,
    "operations:readyz": Access.PUBLIC,
    # Prometheus has a token; nobody else sees it.
    "operations:metrics": Access.PUBLIC,
    "demo:mailbox": Access.DEMO,
    "demo:phone": Access.DEMO,
    "demo:empty": Access.DEMO,
    "demo:mail": Access.DEMO,
    "demo:mail_html": Access.DEMO,
    "demo:mail_file": Access.DEMO,
    "demo:restoring": Access.DEMO,
    "demo:tour": Access.DEMO,
    "demo:tour_leave": Access.DEMO,
    "demo:tour_step": Access.DEMO,
    "demo:tour_state": Access.DEMO,
}


@dataclass(frozen=True, slots=True)
class Route:
    name: str
    arguments: tuple[str, ...]


def routes() -> Iterator[Route]:
    """All that Django's resolver knows, the stock admin aside."""
    yield from _walk(get_resolver(), (), ())


def _walk(
    resolver: URLResolver, namespaces: tuple[str, ...], arguments: tuple[str, ...]
) -> Iterator[Route]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace == "admin":
                continue
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from _walk(pattern, inner, (*arguments, *pattern.pattern.regex.groupindex))
        elif isinstance(pattern, URLPattern):
            name = ":".join((*namespaces, pattern.name or "unnamed"))
            yield Route(name, (*arguments, *pattern.pattern.regex.groupindex))
