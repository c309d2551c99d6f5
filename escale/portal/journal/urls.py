from django.urls import path

from escale.portal.journal import views

urlpatterns = [
    path("journal/", views.journal, name="journal"),
    path("journal/export/", views.export, name="journal_export"),
    path("commandes/<int:number>/journal/", views.order_journal, name="order_journal"),
    path("dotations/<int:dotation_id>/journal/", views.dotation_journal, name="dotation_journal"),
]
