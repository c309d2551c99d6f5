from django.urls import path

from escale.portal.home import views

urlpatterns = [
    path("", views.welcome, name="welcome"),
    path("mes-services/", views.home, name="home"),
]
