from django.urls import path

from escale.portal.ordering import views

urlpatterns = [path("commander/", views.ordering, name="ordering")]
