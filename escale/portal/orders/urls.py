from django.urls import path

from escale.portal.orders import cancellation, documents, reference, views

urlpatterns = [
    path("commandes/", views.orders, name="orders"),
    path("commandes/historique/export/", documents.history, name="orders_export"),
    path("commandes/<int:number>/", views.order, name="order"),
    path("commandes/<int:number>/annuler/", cancellation.cancel, name="order_cancel"),
    path("commandes/<int:number>/reference/", reference.reference, name="order_reference"),
    path("commandes/<int:number>/document/", documents.document, name="order_document"),
    path("commandes/<int:number>/recu/", documents.receipt, name="order_receipt"),
    path("commandes/<int:number>/export/", documents.export, name="order_export"),
]
