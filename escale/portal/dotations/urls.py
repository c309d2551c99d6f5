from django.urls import path

from escale.portal.dotations import correction, dotation, export, hints, reminder, undo, views

urlpatterns = [
    path("dotations/", views.search, name="search"),
    path("dotations/export/", export.export_found, name="search_export"),
    path("dotations/<int:dotation_id>/", dotation.show, name="dotation"),
    path("dotations/<int:dotation_id>/corriger/", correction.correct, name="correct"),
    path("dotations/<int:dotation_id>/rappeler/", reminder.remind, name="dotation_remind"),
    path("dotations/<int:dotation_id>/verifier/", hints.look, name="hint"),
    path("dotations/<int:dotation_id>/ne-plus-proposer/", hints.dismiss, name="hint_dismiss"),
    path("dotations/<int:dotation_id>/annuler/", undo.undo, name="correction_undo"),
    path("commandes/<int:number>/dotations/", views.order_dotations, name="order_dotations"),
    path("commandes/<int:number>/dotations/export/", export.export, name="order_dotations_export"),
]
