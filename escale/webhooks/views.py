"""What providers tell us by themselves: they sign in nowhere, their address is signed."""

from anymail.signals import AnymailTrackingEvent
from anymail.webhooks.base import AnymailBaseWebhookView
from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from escale.bounces.actions.record_delivery_event import record_delivery_event
from escale.bounces.provider_events import event_of
from escale.mailing.providers import PROVIDERS
from escale.sms.actions.record_report import record_report
from escale.sms.report_address import text_id_of
from escale.webkit.access import for_all_clients


@csrf_exempt
@require_POST
@for_all_clients
def text_report(request: HttpRequest, token: str) -> HttpResponse:
    """Always 204 for an address of ours: a provider told otherwise would insist for hours."""
    text_id = text_id_of(token)
    if text_id is None:
        raise Http404
    record_report(text_id=text_id, body=request.body)
    return HttpResponse(status=204)


@csrf_exempt
@require_POST
@for_all_clients
def mail_report(request: HttpRequest) -> HttpResponse:
    """What the mail provider tells, with the password that it was given (400 without it)."""
    provider = PROVIDERS.get(settings.MAIL_PROVIDER)
    # Without a password anybody could tell: the check of the start says so, the door stays shut.
    if provider is None or not settings.MAIL_WEBHOOK_SECRET:
        raise Http404
    name = f"anymail.webhooks.{settings.MAIL_PROVIDER}.{provider}TrackingWebhookView"
    for told in _events(import_string(name)(), request):
        event = event_of(told, provider)
        if event is not None:
            record_delivery_event(event=event)
    return HttpResponse(status=204)


def _events(reader: AnymailBaseWebhookView, request: HttpRequest) -> list[AnymailTrackingEvent]:
    reader.run_validators(request)
    try:
        events: list[AnymailTrackingEvent] = reader.parse_events(request)
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        raise BadRequest(type(error).__name__) from error
    return events
