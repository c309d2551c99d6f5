from django.urls import path

from escale.portal.imports import acts, views

IMPORT = "imports/<int:import_id>/"

urlpatterns = [
    path("commandes/<int:number>/dotations/importer/", views.start, name="import_start"),
    path("imports/", views.imports, name="imports"),
    path(IMPORT, views.show, name="import"),
    path(IMPORT + "avancement/", views.progress, name="import_progress"),
    path(IMPORT + "colonnes/", acts.columns, name="import_columns"),
    path(IMPORT + "refusees/", views.refused, name="import_refused"),
    path(IMPORT + "appliquer/", acts.confirm, name="import_confirm"),
    path(IMPORT + "adresses/", acts.accept, name="import_accept"),
    path(IMPORT + "ne-plus-proposer/", acts.dismiss, name="import_dismiss"),
    path(IMPORT + "abandonner/", acts.discard, name="import_discard"),
    path(IMPORT + "annuler/", acts.undo, name="import_undo"),
]
