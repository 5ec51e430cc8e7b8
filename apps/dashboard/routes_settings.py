"""Settings: workspace, team; invitations and the workspace switch."""

from django.urls import path

from apps.dashboard.views import (
    audit,
    impersonation,
    invitations,
    language,
    notifications,
    safety,
    sending_rules,
    team,
    workspaces,
)

urlpatterns = [
    path("settings", workspaces.settings, name="settings"),
    path("settings/sending-rules", sending_rules.index, name="sending_rules"),
    path("settings/safety", safety.index, name="safety"),
    path("settings/notifications", notifications.index, name="notifications"),
    path("settings/audit", audit.index, name="audit"),
    path("settings/audit.csv", audit.export, name="audit_csv"),
    path("settings/team", team.index, name="team"),
    path("settings/team/invite", invitations.invite, name="invite"),
    path("settings/team/leave", team.leave, name="team_leave"),
    path("settings/team/<int:member_id>/role", team.role, name="member_role"),
    path("settings/team/<int:member_id>/remove", team.remove, name="member_remove"),
    path("settings/team/invitations/<int:invitation_id>/renew", invitations.renew, name="invitation_renew"),
    path(
        "settings/team/invitations/<int:invitation_id>/withdraw",
        invitations.withdraw,
        name="invitation_withdraw",
    ),
    path("language", language.choose, name="language"),
    path("impersonation/stop", impersonation.stop, name="impersonation_stop"),
    path("settings/workspaces", workspaces.index, name="workspaces"),
    path("settings/workspaces/new", workspaces.new, name="workspace_new"),
    path("settings/workspaces/sub-account", workspaces.branch, name="workspace_branch"),
    path("settings/workspaces/switch", workspaces.switch, name="workspace_switch"),
    path("invitations/<str:invitation_token>", invitations.show_invitation, name="invitation"),
    path("invitations/<str:invitation_token>/join", invitations.join, name="invitation_join"),
]
