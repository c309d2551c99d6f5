import re
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from escale.clients.models import Member
from escale.dotations.queries import dotations_visible_to
from escale.inquiries.actions.send_inquiry import NewInquiry
from escale.inquiries.actions.send_visitor_inquiry import VisitorInquiry
from escale.inquiries.models import MAX_LENGTH, Subject
from escale.kernel.emails import EmailRefused, parse_email
from escale.kernel.languages import present_language
from escale.kernel.text import clean
from escale.orders.queries import orders_visible_to

NO_SUCH_ORDER = _(
    "Cette commande n’est pas dans votre suivi. Vérifiez son numéro, ou laissez vide."
)


# An order's number, as the portal groups it.
EXAMPLE = "2\u00a0800\u00a0886"


def _line(**attributes: str | int) -> forms.TextInput:
    return forms.TextInput(attrs=attributes)


class MessageForm(forms.Form):
    """What any message to the issuer has."""

    form_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    subject = forms.TypedChoiceField(
        label=_("Sujet"),
        choices=Subject.choices,
        coerce=Subject,
        error_messages={"required": _("Choisissez un sujet.")},
    )
    reply_to = forms.CharField(
        label=_("Adresse de réponse"),
        widget=_line(inputmode="email", autocomplete="email", maxlength=254),
        error_messages={"required": _("Indiquez l’adresse à laquelle vous répondre.")},
    )
    body = forms.CharField(
        label=_("Votre message"),
        max_length=MAX_LENGTH,
        widget=forms.Textarea,
        error_messages={
            "required": _("Écrivez votre message."),
            "max_length": _("Votre message dépasse 4 000 caractères. Raccourcissez-le."),
        },
    )

    def clean_reply_to(self) -> str:
        try:
            return parse_email(self.cleaned_data["reply_to"])
        except EmailRefused as refused:
            raise forms.ValidationError(str(refused)) from None


class VisitorInquiryForm(MessageForm):
    """Of somebody who did not sign in. Nothing is compared with what is known: it would tell."""

    name = forms.CharField(
        label=_("Votre nom"),
        widget=_line(autocomplete="name"),
        max_length=150,
        error_messages={
            "required": _("Indiquez votre nom."),
            "max_length": _("Ce nom dépasse 150 caractères. Raccourcissez-le."),
        },
    )
    organisation = forms.CharField(
        label=_("Organisation ou code client (facultatif)"),
        widget=_line(autocomplete="organization"),
        max_length=150,
        required=False,
        error_messages={"max_length": _("150 caractères au plus. Raccourcissez.")},
    )
    phone = forms.CharField(
        label=_("Téléphone (facultatif)"),
        widget=_line(inputmode="tel", autocomplete="tel"),
        max_length=40,
        required=False,
        error_messages={"max_length": _("40 caractères au plus. Un seul numéro suffit.")},
    )
    # Nobody sees it; programs fill in all they find.
    website = forms.CharField(required=False)

    @property
    def is_by_a_program(self) -> bool:
        return bool(self.cleaned_data["website"])

    @property
    def inquiry(self) -> VisitorInquiry:
        given = self.cleaned_data
        return VisitorInquiry(
            form_id=given["form_id"],
            subject=given["subject"],
            name=clean(given["name"]),
            organisation=clean(given["organisation"]),
            reply_to=given["reply_to"],
            phone=clean(given["phone"]),
            body=given["body"],
            language=present_language(),
        )


class InquiryForm(MessageForm):
    """Of a member. The order is one of the member's client's, however it is typed."""

    dotation = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)
    order = forms.CharField(
        label=_("Commande concernée (facultatif)"),
        required=False,
        widget=_line(inputmode="numeric", autocomplete="off", maxlength=30, placeholder=EXAMPLE),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        member: Member,
        initial: dict[str, str] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.member = member

    def clean_order(self) -> int | None:
        typed = self.cleaned_data["order"]
        digits = re.sub(r"\D", "", typed)
        if not typed.strip():
            return None
        if not digits or len(digits) > 18:
            raise forms.ValidationError(NO_SUCH_ORDER)
        if not orders_visible_to(self.member).filter(pk=int(digits)).exists():
            raise forms.ValidationError(NO_SUCH_ORDER)
        return int(digits)

    def clean_dotation(self) -> int | None:
        """Of the member's client; anything else is left out: the message says what is meant."""
        typed: int | None = self.cleaned_data["dotation"]
        is_theirs = dotations_visible_to(self.member).filter(pk=typed).exists() if typed else False
        return typed if is_theirs else None

    @property
    def inquiry(self) -> NewInquiry:
        given = self.cleaned_data
        return NewInquiry(
            form_id=given["form_id"],
            subject=given["subject"],
            reply_to=given["reply_to"],
            body=given["body"],
            order_number=given["order"],
            dotation_id=given.get("dotation"),
            language=present_language(),
        )
