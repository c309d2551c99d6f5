from django.urls import path

from escale.portal.payment import card, views

PAYMENT = "commandes/<int:number>/reglement/"

urlpatterns = [
    path(PAYMENT, views.payment, name="payment"),
    path(PAYMENT + "virement/", views.transfer, name="payment_transfer"),
    path(PAYMENT + "carte/", card.card, name="payment_card"),
    path(PAYMENT + "carte/<uuid:token>/", card.bank, name="payment_bank"),
    path(PAYMENT + "retour/", card.back, name="payment_return"),
]
