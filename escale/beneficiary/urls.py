from django.urls import include, path

from escale.beneficiary.application.installing import short

app_name = "beneficiary"

urlpatterns = [
    path("activer/", include("escale.beneficiary.activation.urls")),
    path("mot-de-passe/", include("escale.beneficiary.password.urls")),
    path("ou-en-suis-je/", include("escale.beneficiary.tracking.urls")),
    # Read on a screen, typed on a telephone.
    path("app/", short, name="short"),
    path("application/", include("escale.beneficiary.application.urls")),
]
