"""Developers: keys, webhooks, what programs asked, what happened, and the sandbox."""

from django.urls import path

from apps.dashboard.views import (
    connected_apps,
    developers,
    event_log,
    keys,
    oauth_apps,
    request_log,
    sandbox,
    webhooks,
)

OAUTH_APP = "developers/oauth-apps/<str:oauth_app_id>"
HOOK = "developers/webhooks/<str:webhook_id>"

urlpatterns = [
    path("developers", developers.index, name="developers"),
    path("developers/requests", request_log.index, name="requests"),
    path("developers/requests/<str:request_id>", request_log.page, name="request"),
    path("developers/events", event_log.index, name="events"),
    path("developers/events/<str:event_id>", event_log.page, name="event"),
    path("developers/sandbox", sandbox.index, name="sandbox"),
    path("developers/sandbox/try", sandbox.attempt, name="sandbox_try"),
    path("developers/keys", keys.index, name="keys"),
    path("developers/keys/<str:key_id>/revoke", keys.revoke, name="key_revoke"),
    path("developers/apps", connected_apps.index, name="connected_apps"),
    path("developers/apps/<str:app_id>/end", connected_apps.end, name="connected_app_end"),
    path("developers/oauth-apps", oauth_apps.index, name="oauth_apps"),
    path(OAUTH_APP, oauth_apps.page, name="oauth_app"),
    path(f"{OAUTH_APP}/rotate", oauth_apps.rotate, name="oauth_app_rotate"),
    path(f"{OAUTH_APP}/remove", oauth_apps.remove, name="oauth_app_remove"),
    path("developers/webhooks", webhooks.index, name="webhooks"),
    path(HOOK, webhooks.page, name="webhook"),
    path(f"{HOOK}/test", webhooks.test, name="webhook_test"),
    path(f"{HOOK}/rotate", webhooks.rotate, name="webhook_rotate"),
    path(f"{HOOK}/switch", webhooks.switch, name="webhook_switch"),
    path(f"{HOOK}/replay", webhooks.replay, name="webhook_replay"),
    path(f"{HOOK}/remove", webhooks.remove, name="webhook_remove"),
    path(f"{HOOK}/deliveries/<str:delivery_id>", webhooks.delivery, name="webhook_delivery"),
]
