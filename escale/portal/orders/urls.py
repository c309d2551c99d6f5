from django.urls import path

from escale.portal.orders import views

urlpatterns = [
    path("commandes/", views.orders, name="orders"),
    path("commandes/<int:number>/", views.order, name="order"),
]
