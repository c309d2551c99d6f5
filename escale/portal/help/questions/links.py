"""The pages that answers lead to, under the names that the portal gives them."""

from django.utils.translation import gettext_lazy as _

from escale.portal.help.questions.question import Link

ACCOUNT = Link(_("Mon compte"), "portal:account")
CONDITIONS = Link(_("Conditions de commande"), "portal:ordering_conditions")
CONTACT = Link(_("Nous contacter"), "portal:contact")
FIRST_ACTIVATION = Link(_("Activer ma première dotation"), "portal:first_activation")
FLYER = Link(_("Flyer à imprimer"), "portal:flyer")
FORGOTTEN = Link(_("Mot de passe oublié"), "portal:forgotten")
IMPORTS = Link(_("Imports"), "portal:imports")
JOURNAL = Link(_("Journal"), "portal:journal")
LOGIN = Link(_("Se connecter"), "account_login")
MASS_SENDS = Link(_("Envois en masse"), "portal:mass_sends")
MEMBERS = Link(_("Membres"), "portal:members")
ORDERING = Link(_("Commander"), "portal:ordering")
ORDERS = Link(_("Suivi de toutes mes commandes"), "portal:orders")
PASSWORD = Link(_("Mot de passe"), "portal:password")
PERSONAL_DATA = Link(_("Données personnelles"), "portal:personal_data")
PRACTICAL = Link(_("Informations pratiques"), "portal:practical")
REMINDERS = Link(_("Relances automatiques"), "portal:reminders")
SEARCH = Link(_("Recherche et modification des Dotations CV Co"), "portal:search")
SECURITY = Link(_("Sécurité"), "mfa_index")
SESSIONS = Link(_("Mes sessions"), "portal:sessions")
SUGGESTIONS = Link(_("Suggestions"), "portal:suggestions")
