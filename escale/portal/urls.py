from django.urls import include, path

app_name = "portal"

urlpatterns = [
    path("", include("escale.portal.home.urls")),
    path("", include("escale.portal.orders.urls")),
    path("", include("escale.portal.dotations.urls")),
    path("", include("escale.portal.exports.urls")),
    path("", include("escale.portal.imports.urls")),
    path("", include("escale.portal.mass_sends.urls")),
    path("", include("escale.portal.reminders.urls")),
    path("", include("escale.portal.ordering.urls")),
    path("", include("escale.portal.payment.urls")),
    path("", include("escale.portal.account.urls")),
    path("", include("escale.portal.journal.urls")),
    path("", include("escale.portal.help.urls")),
]
