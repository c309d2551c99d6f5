"""Clients, and the people who sign in for them."""

import re
from collections.abc import Sequence
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from escale.accounts.actions.remove_second_factor import remove_second_factor
from escale.backoffice.access import operator
from escale.backoffice.journaled import JournaledAdmin
from escale.backoffice.looking import PeopleShown
from escale.clients.actions.add_member import NewMember, add_member
from escale.clients.actions.change_member import MemberTerms, change_member
from escale.clients.models import Client, Member, Role
from escale.clients.queries import is_identifier_taken


@admin.register(Client)
class ClientAdmin(JournaledAdmin):
    list_display = ("code", "name", "email")
    search_fields = ("code", "name")
    change_form_template = "backoffice/client_form.html"
    verb = "client-saved"

    def about(self, obj: Client) -> str:
        return f"client:{obj.code}"

    def client_id(self, obj: Client) -> int:
        return obj.pk


class MemberForm(forms.ModelForm[Member]):
    """The person and their place in one form; the identifier is given once."""

    identifier = forms.CharField(label=_("Identifiant de connexion"), max_length=60)
    full_name = forms.CharField(label=_("Nom affiché"), max_length=150)
    is_active = forms.BooleanField(label=_("Peut se connecter"), required=False, initial=True)
    password = forms.CharField(
        label=_("Mot de passe"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("12 caractères au moins. Vide, le mot de passe actuel reste."),
    )

    has_lost_telephone = forms.BooleanField(
        label=_("Retirer la double authentification"),
        required=False,
        help_text=_("Téléphone perdu : ses sessions se ferment, son mot de passe suffit ensuite."),
    )

    class Meta:
        model = Member
        fields = ("client", "role")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            user = self.instance.user
            self.initial["identifier"] = user.identifier
            self.initial["full_name"] = user.full_name
            self.initial["is_active"] = user.is_active
            self.fields["identifier"].disabled = True
            self.fields["client"].disabled = True
        else:
            self.fields["password"].required = True

    def clean_identifier(self) -> str:
        identifier: str = self.cleaned_data["identifier"].strip().lower()
        if not self.instance.pk and is_identifier_taken(identifier):
            raise forms.ValidationError(_("Cet identifiant est déjà pris."))
        return identifier

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if password:
            validate_password(password)
        return password


class CheckedAutocomplete(AutocompleteSelect):
    """The stock one asks the database for whatever was posted, to draw it again."""

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        numbers = [chosen for chosen in value if re.fullmatch(r"\d{1,18}", chosen)]
        return super().optgroups(name, numbers, attr)


@admin.register(Member)
class MemberAdmin(PeopleShown, JournaledAdmin):
    form = MemberForm
    list_display = ("user", "client", "role")
    list_select_related = ("user", "client")
    list_filter = ("role",)
    search_fields = ("user__identifier", "user__full_name", "client__code", "client__name")
    autocomplete_fields = ("client",)
    fields = ("client", "identifier", "full_name", "role", "password", "is_active")

    def formfield_for_foreignkey(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> forms.ModelChoiceField[Any] | None:
        kwargs["widget"] = CheckedAutocomplete(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Member | None = None) -> Any:
        """A second factor is taken away where there is one."""
        has_factor = obj is not None and is_mfa_enabled(obj.user)
        return (*self.fields, "has_lost_telephone") if has_factor else self.fields

    def save_model(self, request: HttpRequest, obj: Member, form: Any, change: bool) -> None:
        """Through the actions: they write the person, the place and the journal."""
        given = form.cleaned_data
        actor, role = operator(request), Role(given["role"])
        if change:
            terms = MemberTerms(given["full_name"], role, given["is_active"], given["password"])
            change_member(actor=actor, member_id=obj.pk, terms=terms)
            if given.get("has_lost_telephone"):
                remove_second_factor(actor=actor, user=obj.user)
            return
        new = NewMember(given["identifier"], given["full_name"], role, given["password"])
        added = add_member(actor=actor, client=given["client"], new=new)
        obj.pk, obj.user = added.pk, added.user
        messages.info(request, _("Transmettez le mot de passe par un autre canal que l’e-mail."))
