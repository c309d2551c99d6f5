from django.urls import path

from escale.portal.orders import documents, views

urlpatterns = [
    path("commandes/", views.orders, name="orders"),
    path("commandes/<int:number>/", views.order, name="order"),
    path("commandes/<int:number>/document/", documents.document, name="order_document"),
    path("commandes/<int:number>/export/", documents.export, name="order_export"),
]
