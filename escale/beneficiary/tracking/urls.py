from django.urls import path

from escale.beneficiary.tracking import views

urlpatterns = [
    path("", views.tracking, name="tracking"),
    path("<str:token>/", views.tracking_link, name="tracking_link"),
]
