from django.urls import path

from escale.beneficiary.password import views

urlpatterns = [
    path("", views.password, name="password"),
    path("<str:token>/", views.password_link, name="password_link"),
]
