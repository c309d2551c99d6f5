from django.urls import path

from escale.demo import views

app_name = "demo"

urlpatterns = [
    path("", views.mailbox, name="mailbox"),
    path("vider/", views.empty, name="empty"),
    path("<int:pk>/", views.mail, name="mail"),
    path("<int:pk>/html/", views.mail_html, name="mail_html"),
]
