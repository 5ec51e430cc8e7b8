"""Settings: workspace, team, keys; invitations and the workspace switch."""

from django.urls import path

from apps.dashboard.views import invitations, keys, safety, sending_rules, team, webhooks, workspaces

HOOK = "settings/webhooks/<str:webhook_id>"

urlpatterns = [
    path("settings", workspaces.settings, name="settings"),
    path("settings/sending-rules", sending_rules.index, name="sending_rules"),
    path("settings/safety", safety.index, name="safety"),
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
    path("settings/keys", keys.index, name="keys"),
    path("settings/keys/<str:key_id>/revoke", keys.revoke, name="key_revoke"),
    path("settings/webhooks", webhooks.index, name="webhooks"),
    path(HOOK, webhooks.page, name="webhook"),
    path(f"{HOOK}/test", webhooks.test, name="webhook_test"),
    path(f"{HOOK}/rotate", webhooks.rotate, name="webhook_rotate"),
    path(f"{HOOK}/switch", webhooks.switch, name="webhook_switch"),
    path(f"{HOOK}/replay", webhooks.replay, name="webhook_replay"),
    path(f"{HOOK}/remove", webhooks.remove, name="webhook_remove"),
    path(f"{HOOK}/deliveries/<str:delivery_id>", webhooks.delivery, name="webhook_delivery"),
    path("settings/workspaces", workspaces.index, name="workspaces"),
    path("settings/workspaces/new", workspaces.new, name="workspace_new"),
    path("settings/workspaces/sub-account", workspaces.branch, name="workspace_branch"),
    path("settings/workspaces/switch", workspaces.switch, name="workspace_switch"),
    path("invitations/<str:invitation_token>", invitations.show_invitation, name="invitation"),
    path("invitations/<str:invitation_token>/join", invitations.join, name="invitation_join"),
]
