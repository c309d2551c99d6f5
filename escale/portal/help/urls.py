from django.urls import path

from escale.portal.help import contact, views

urlpatterns = [
    path("informations-pratiques/", views.practical, name="practical"),
    path("informations-pratiques/flyer/", views.flyer, name="flyer"),
    path("informations-pratiques/flyer.pdf", views.flyer_pdf, name="flyer_pdf"),
    path("nous-contacter/", contact.contact, name="contact"),
    path("faq/", views.faq, name="faq"),
    # The address that the guide gives to beneficiaries (R21).
    path(
        "aide/gestion-compte/activer-premiere-dotation/",
        views.first_activation,
        name="first_activation",
    ),
    path("accessibilite/", views.accessibility, name="accessibility"),
    path("donnees-personnelles/", views.personal_data, name="personal_data"),
    path("mentions-legales/", views.legal_notice, name="legal_notice"),
]
