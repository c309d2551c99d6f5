from django.urls import path

from escale.backoffice import (
    bounces,
    cancelling,
    expiring,
    inquiries,
    numbers,
    people,
    transfers,
    visiting,
)

app_name = "backoffice"

urlpatterns = [
    path("virements/", transfers.transfers, name="transfers"),
    path("virements/<int:number>/", transfers.transfer, name="transfer"),
    path("commandes/<int:number>/annuler/", cancelling.cancel, name="cancel"),
    path("commandes/<int:number>/annuler-dotations/", cancelling.cancel_open, name="cancel_open"),
    path("dotations/<int:dotation_id>/annuler/", cancelling.cancel_one, name="cancel_one"),
    path("expirations/", expiring.expiring, name="expiring"),
    path("messages/", inquiries.inquiries, name="inquiries"),
    path("messages/<int:inquiry_id>/", inquiries.inquiry, name="inquiry"),
    path("retours/<int:bounce_id>/", bounces.bounce, name="bounce"),
    path("personnes/", people.people, name="people"),
    path("personnes/<int:dotation_id>/", people.person, name="person"),
    path("personnes/<int:dotation_id>/copie/", people.copy, name="person_copy"),
    path("personnes/<int:dotation_id>/numero/", numbers.number, name="number"),
    path("voir/<int:client_id>/", visiting.visit, name="visit"),
    path("quitter/", visiting.leave, name="leave"),
]
