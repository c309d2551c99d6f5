from escale.dotations.contact import Contact
from escale.dotations.models import Dotation
from escale.dotations.rules import Plan
from escale.dotations.search import search_of
from escale.dotations.states import DotationEvent, next_status
from escale.journal.actions.record import Changes


def apply_correction(*, dotation: Dotation, contact: Contact, plan: Plan) -> Changes:
    """Give a locked dotation what the plan changes; (old, new) by field. The caller saves it."""
    changes: dict[str, tuple[str, str]] = {}
    if plan.phone_changed:
        changes["phone"] = (dotation.phone, contact.phone)
        dotation.phone = contact.phone
        dotation.phone_trouble = ""
    if plan.email_changed:
        changes["email"] = (dotation.email, contact.email)
        dotation.email = contact.email
        dotation.link_generation += 1
        dotation.opened_at = None
    dotation.search = search_of(dotation)
    corrected = next_status(dotation.status, DotationEvent.CONTACT_CORRECTED)
    if corrected is not None:
        dotation.status = corrected
    return changes
