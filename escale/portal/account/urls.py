from django.urls import path

from escale.portal.account import (
    digest,
    invitation,
    members,
    organisation,
    password,
    password_change,
    sessions,
    suggestions,
    views,
)

MEMBERS = "mon-compte/membres/"

urlpatterns = [
    path("mon-compte/", views.account, name="account"),
    path("mon-compte/mot-de-passe/", password_change.password, name="password"),
    path("mon-compte/preferences/", views.preferences, name="preferences"),
    path("recapitulatif/<str:token>/arreter/", digest.end, name="digest_end"),
    path("mon-compte/session/", sessions.left, name="session_left"),
    path("mon-compte/organisation/", organisation.organisation, name="organisation"),
    path("mon-compte/organisation/donnees/", organisation.export, name="organisation_export"),
    path("mon-compte/suggestions/", suggestions.suggestions, name="suggestions"),
    path(
        "mon-compte/suggestions/<int:hint_id>/proposer/",
        suggestions.restore,
        name="suggestion_restore",
    ),
    path(MEMBERS, members.members, name="members"),
    path(MEMBERS + "inviter/", members.invite, name="member_invite"),
    path(
        MEMBERS + "invitations/<int:invitation_id>/renvoyer/",
        members.resend,
        name="invitation_resend",
    ),
    path(
        MEMBERS + "invitations/<int:invitation_id>/annuler/",
        members.cancel,
        name="invitation_cancel",
    ),
    path(MEMBERS + "<int:member_id>/role/", members.role, name="member_role"),
    path(MEMBERS + "<int:member_id>/retirer/", members.remove, name="member_remove"),
    path("invitation/<str:token>/", invitation.opened, name="invitation_link"),
    path("invitation/", invitation.join, name="invitation"),
    path("mon-compte/sessions/", sessions.sessions, name="sessions"),
    path("mon-compte/sessions/fermer/", sessions.end_others, name="sessions_end"),
    path("mon-compte/sessions/<int:session_id>/fermer/", sessions.end, name="session_end"),
    path("mot-de-passe-oublie/", password.forgotten, name="forgotten"),
    path("nouveau-mot-de-passe/", password.new_password, name="new_password"),
    path("nouveau-mot-de-passe/<str:token>/", password.link, name="new_password_link"),
]
