from datetime import timedelta

from django.conf import settings
from django.db.models import Count, QuerySet

from escale.clients.models import Client, Member
from escale.inquiries.models import Inquiry, InquiryQuerySet, IssuerContact
from escale.kernel import clock


def inquiries_visible_to(member: Member) -> QuerySet[Inquiry]:
    """The client's own messages with their answers, newest first."""
    return (
        Inquiry.objects.visible_to(member)
        .select_related("order")
        .prefetch_related("answers")
        .order_by("-id")
    )


def inquiries_to_answer() -> QuerySet[Inquiry]:
    """All messages, of visitors too: without an answer first, then the newest."""
    return (
        Inquiry.objects.select_related("client", "order")
        .annotate(answer_count=Count("answers"))
        .order_by("answer_count", "-id")
    )


def unanswered_count() -> int:
    return Inquiry.objects.unanswered().count()


def sent_within(client: Client, period: timedelta) -> int:
    return Inquiry.objects.filter(client=client, created_at__gte=clock.now() - period).count()


def sent_by_visitors_within(period: timedelta) -> int:
    return Inquiry.objects.of_visitors().filter(created_at__gte=clock.now() - period).count()


def inquiries_to_forget() -> InquiryQuerySet:
    before = clock.now() - timedelta(days=settings.INQUIRY_DAYS)
    return Inquiry.objects.of_clients().filter(created_at__lt=before)


def visitors_inquiries_to_forget() -> InquiryQuerySet:
    before = clock.now() - timedelta(days=settings.VISITOR_INQUIRY_DAYS)
    return Inquiry.objects.of_visitors().filter(created_at__lt=before)


def issuer_contact() -> IssuerContact:
    """How to reach the issuer; empty until staff say it."""
    return IssuerContact.objects.filter(pk=1).first() or IssuerContact(pk=1)


def has_issuer_contact() -> bool:
    return IssuerContact.objects.exists()
