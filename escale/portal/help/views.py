from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django_htmx.middleware import HtmxDetails

from escale.dotations.errors import ACCOUNT_CREATED_MESSAGE
from escale.dotations.links import LIFETIME
from escale.dotations.states import DotationStatus
from escale.portal.help.flyer import flyer_document, flyer_file_name
from escale.portal.help.questions.topics import TOPICS
from escale.portal.help.searching import search
from escale.privacy.classes import CLASSES
from escale.webkit.access import MemberRequest, member_required
from escale.webkit.downloads import pdf_response

FAQ = "portal/help/faq.html"
# Offered where nothing is found: each of them finds something.
WORDS_TO_TRY = (_("rien reçu"), _("téléphone"), _("payer"), _("importer"), _("mot de passe"))


@require_safe
@member_required
def practical(request: MemberRequest) -> HttpResponse:
    """« Informations pratiques »: the three calls a manager gets (R51), statuses, deadlines."""
    context = {
        "status": DotationStatus,
        "account_created_message": ACCOUNT_CREATED_MESSAGE,
        "link_days": LIFETIME.days,
    }
    return render(request, "portal/help/practical.html", context)


@require_safe
def flyer(request: HttpRequest) -> HttpResponse:
    """« Activer mes Chèques-Vacances Connect », to print or to pass on (R21)."""
    context = {"address": _help_address(), "link_days": LIFETIME.days}
    return render(request, "portal/help/flyer.html", context)


@require_safe
def flyer_pdf(request: HttpRequest) -> FileResponse:
    """The same on one A4 page, with a QR code."""
    pdf = flyer_document(_help_address(), link_days=LIFETIME.days)
    return pdf_response(pdf, flyer_file_name())


@require_safe
def faq(request: HttpRequest) -> HttpResponse:
    """The questions people ask, by topic, or searched in their own words (R52, R3)."""
    asked = request.GET.get("q", "")[:200].strip()
    context = {"asked": asked, "found": search(asked), "topics": TOPICS, "words": WORDS_TO_TRY}
    is_part = HtmxDetails(request).target == "reponses"
    return render(request, f"{FAQ}#answers" if is_part else FAQ, context)


@require_safe
def first_activation(request: HttpRequest) -> HttpResponse:
    """For beneficiaries: the three steps, and what to do when one fails."""
    return render(request, "portal/help/first_activation.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/help/accessibility.html")


@require_safe
def personal_data(request: HttpRequest) -> HttpResponse:
    """What is kept of people, from the very table that the jobs of retention follow."""
    return render(request, "portal/help/personal_data.html", {"classes": CLASSES})


@require_safe
def legal_notice(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/help/legal_notice.html")


def _help_address() -> str:
    """The help for beneficiaries, as it is read on paper."""
    return settings.SITE_URL + reverse("portal:first_activation")
