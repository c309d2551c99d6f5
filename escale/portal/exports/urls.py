from django.urls import path

from escale.portal.exports import views

EXPORT = "exports/<int:export_id>/"

urlpatterns = [
    path(EXPORT, views.show, name="export"),
    path(EXPORT + "avancement/", views.progress, name="export_progress"),
    path(EXPORT + "fichier/", views.file, name="export_file"),
]
