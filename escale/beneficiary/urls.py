from django.urls import include, path

app_name = "beneficiary"

urlpatterns = [
    path("activer/", include("escale.beneficiary.activation.urls")),
    path("mot-de-passe/", include("escale.beneficiary.password.urls")),
    path("ou-en-suis-je/", include("escale.beneficiary.tracking.urls")),
    path("application/", include("escale.beneficiary.application.urls")),
]
