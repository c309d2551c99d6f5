"""Every address of the portal. Of allauth, only what the portal offers is mounted."""

from allauth.account.views import logout, reauthenticate
from django.contrib import admin
from django.urls import include, path

from escale.portal.account.sign_in import SignIn
from escale.webhooks import cards
from escale.webkit.brand import brand_mark, brand_style
from escale.webkit.language import language
from escale.webkit.live import stamp

urlpatterns = [
    path("", include("escale.portal.urls")),
    path("connexion/", SignIn.as_view(), name="account_login"),
    path("deconnexion/", logout, name="account_logout"),
    path("confirmation/", reauthenticate, name="account_reauthenticate"),
    path("mon-compte/securite/", include("allauth.mfa.urls")),
    path("", include("escale.beneficiary.urls")),
    # Where a card's provider tells what became of a payment, the library's own addresses.
    path("paiement/process/<uuid:token>/", cards.process_payment, name="process_payment"),
    path(
        "paiement/process/<slug:variant>/",
        cards.static_process_payment,
        name="static_process_payment",
    ),
    path("", include("escale.webhooks.urls")),
    path("emetteur/", include("escale.backoffice.urls")),
    path("emetteur/", admin.site.urls),
    path("langue/", language, name="language"),
    path("marque/style.css", brand_style, name="brand_style"),
    path("marque/logo.svg", brand_mark, name="brand_mark"),
    path("fraicheur/<str:token>/", stamp, name="stamp"),
    path("", include("escale.operations.urls")),
]

handler400 = "escale.webkit.views.bad_request"
handler403 = "escale.webkit.views.permission_denied"
handler404 = "escale.webkit.views.page_not_found"
handler429 = "escale.webkit.views.too_many_requests"
handler500 = "escale.webkit.views.server_error"
