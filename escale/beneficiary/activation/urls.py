from django.urls import path

from escale.beneficiary.activation import views

urlpatterns = [path("activer/<str:token>/", views.welcome, name="welcome")]
