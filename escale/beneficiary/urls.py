from django.urls import include, path

app_name = "beneficiary"

urlpatterns = [
    path("", include("escale.beneficiary.activation.urls")),
    path("", include("escale.beneficiary.application.urls")),
]
