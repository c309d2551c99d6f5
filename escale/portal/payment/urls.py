from django.urls import path

from escale.orders.states import PaymentMeans
from escale.portal.payment import card, views

TRANSFER, CHEQUE = PaymentMeans.TRANSFER, PaymentMeans.CHEQUE

PAYMENT = "commandes/<int:number>/reglement/"

urlpatterns = [
    path(PAYMENT, views.payment, name="payment"),
    path(PAYMENT + "virement/", views.choose, {"means": TRANSFER}, name="payment_transfer"),
    path(PAYMENT + "cheque/", views.choose, {"means": CHEQUE}, name="payment_cheque"),
    path(PAYMENT + "carte/", card.card, name="payment_card"),
    path(PAYMENT + "carte/<uuid:token>/", card.bank, name="payment_bank"),
    path(PAYMENT + "retour/", card.back, name="payment_return"),
]
