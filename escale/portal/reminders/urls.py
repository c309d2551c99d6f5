from django.urls import path

from escale.portal.reminders import views

urlpatterns = [
    path("relances/", views.reminders, name="reminders"),
    path("relances/reglages/", views.settings, name="reminders_settings"),
    path("relances/arreter/", views.stop, name="reminders_stop"),
]
