from django.urls import path

from escale.beneficiary.application import views

urlpatterns = [path("application/", views.download, name="application")]
