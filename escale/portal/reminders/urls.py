from django.urls import path

from escale.portal.reminders import views

urlpatterns = [
    path("mon-compte/relances/", views.reminders, name="reminders"),
    path("mon-compte/relances/reglages/", views.settings, name="reminders_settings"),
    path("mon-compte/relances/arreter/", views.stop, name="reminders_stop"),
]
