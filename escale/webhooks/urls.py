from django.urls import path

from escale.webhooks import views

app_name = "webhooks"

urlpatterns = [
    path("e-mail/avis/", views.mail_report, name="mail_report"),
    path("sms/avis/<str:token>/", views.text_report, name="text_report"),
]
