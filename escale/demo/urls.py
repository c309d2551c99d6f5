from django.urls import path

from escale.demo import phone, views

app_name = "demo"

urlpatterns = [
    path("", views.mailbox, name="mailbox"),
    path("application/", phone.phone, name="phone"),
    path("vider/", views.empty, name="empty"),
    path("<int:pk>/", views.mail, name="mail"),
    path("<int:pk>/html/", views.mail_html, name="mail_html"),
]
