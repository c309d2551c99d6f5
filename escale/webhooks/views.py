"""What providers tell us by themselves: they sign in nowhere, their address is signed."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from escale.sms.actions.record_report import record_report
from escale.sms.report_address import text_id_of


@csrf_exempt
@require_POST
def text_report(request: HttpRequest, token: str) -> HttpResponse:
    """Always 204 for an address of ours: a provider told otherwise would insist for hours."""
    text_id = text_id_of(token)
    if text_id is None:
        raise Http404
    record_report(text_id=text_id, body=request.body)
    return HttpResponse(status=204)
