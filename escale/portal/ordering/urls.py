from django.urls import path

from escale.portal.ordering import downloads, lines, sources, views

DRAFT = "commander/<int:draft_id>/"

urlpatterns = [
    path("commander/", views.ordering, name="ordering"),
    path("commander/nouvelle/", views.start, name="ordering_start"),
    path("commander/conditions/", views.conditions, name="ordering_conditions"),
    path("commander/modele/<str:product>/", downloads.model_file, name="ordering_model"),
    path(DRAFT, views.draft, name="draft"),
    path(DRAFT + "supprimer/", views.discard, name="draft_discard"),
    path(DRAFT + "fichier/", sources.upload, name="draft_upload"),
    path(DRAFT + "copie/", sources.copy, name="draft_copy"),
    path(DRAFT + "avancement/", sources.progress, name="draft_progress"),
    path(DRAFT + "colonnes/", sources.columns, name="draft_columns"),
    path(DRAFT + "abandon/", sources.give_up, name="draft_give_up"),
    path(DRAFT + "lignes/", lines.add, name="draft_add"),
    path(DRAFT + "lignes/refusees/", downloads.refused, name="draft_refused"),
    path(DRAFT + "lignes/refusees/retirer/", lines.remove_refused, name="draft_remove_refused"),
    path(DRAFT + "lignes/domaines/", lines.accept, name="draft_accept"),
    path(DRAFT + "lignes/<int:line_id>/", lines.correct, name="draft_correct"),
    path(DRAFT + "lignes/<int:line_id>/ne-plus-proposer/", lines.dismiss, name="draft_dismiss"),
    path(DRAFT + "lignes/<int:line_id>/retirer/", lines.remove, name="draft_remove"),
    path(DRAFT + "recapitulatif/", views.summary, name="draft_summary"),
    path(DRAFT + "confirmation/", views.placed, name="draft_placed"),
]
