from django.urls import path

from escale.beneficiary.activation import views

urlpatterns = [
    path("", views.code, name="code"),
    path("compte/", views.account, name="account"),
    path("ouvert/", views.opened, name="opened"),
    path("rattacher/", views.attach, name="attach"),
    path("envoye/", views.sent, name="sent"),
    path("nouveau-lien/", views.new_link, name="new_link"),
    path("conditions/", views.terms, name="terms"),
    # Last: a token is any other word.
    path("<str:token>/", views.welcome, name="welcome"),
]
