from django.urls import path

from escale.portal.mass_sends import views

SEND = "envois/<int:mass_send_id>/"

urlpatterns = [
    path("envois/", views.mass_sends, name="mass_sends"),
    path("envois/nouveau/", views.new, name="mass_send_new"),
    path(SEND, views.show, name="mass_send"),
    path(SEND + "arreter/", views.stop, name="mass_send_stop"),
    path(SEND + "rapport/", views.report, name="mass_send_report"),
]
