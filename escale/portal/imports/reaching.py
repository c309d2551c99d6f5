"""Reaching an import from a page: it is the client's, or there is none (D9)."""

from django.shortcuts import get_object_or_404

from escale.imports.models import Import
from escale.imports.queries import imports_visible_to
from escale.webkit.access import MemberRequest


def import_or_404(request: MemberRequest, import_id: int) -> Import:
    return get_object_or_404(imports_visible_to(request.member), pk=import_id)
