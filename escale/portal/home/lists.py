"""Where the figures of « Mes services » lead."""

from django.urls import reverse

from escale.dotations.situations import Situation
from escale.mass_sends.models import Scope


def list_of(situation: Situation) -> str:
    """The search, narrowed to the dotations that a figure counts."""
    return f"{reverse('portal:search')}?situation={situation}"


def resend_to(situation: Situation) -> str:
    """The mass send to that list, which says to whom before anything leaves."""
    return f"{reverse('portal:mass_send_new')}?scope={Scope.SEARCH}&situation={situation}"
