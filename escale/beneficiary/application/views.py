from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """Where mail A sends somebody who has an account: the application is the last step (R46)."""
    return render(request, "beneficiary/application/download.html")
