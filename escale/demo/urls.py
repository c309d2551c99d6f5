from django.urls import path

from escale.demo import phone, restoring, tour, views

app_name = "demo"

urlpatterns = [
    path("", views.mailbox, name="mailbox"),
    path("application/", phone.phone, name="phone"),
    path("vider/", views.empty, name="empty"),
    path("reinitialiser/", restoring.restoring, name="restoring"),
    path("visite/", tour.tour, name="tour"),
    path("visite/fermer/", tour.leave, name="tour_leave"),
    path("visite/<int:number>/", tour.step, name="tour_step"),
    path("visite/<int:number>/etat/", tour.step_state, name="tour_state"),
    path("<int:pk>/", views.mail, name="mail"),
    path("<int:pk>/html/", views.mail_html, name="mail_html"),
    path("<int:pk>/fichier/<int:number>/", views.mail_file, name="mail_file"),
]
