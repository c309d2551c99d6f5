from django.urls import path

from escale.portal.account import views

urlpatterns = [
    path("mon-compte/", views.account, name="account"),
    path("mot-de-passe-oublie/", views.forgotten, name="forgotten"),
]
