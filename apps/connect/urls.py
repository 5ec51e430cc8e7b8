"""Contract ReadySMS §6. They stand before that dialect's own addresses, which answer for all of /zapier."""

from django.urls import re_path

from apps.connect import views

app_name = "connect"

urlpatterns = [
    re_path(r"^zapier/oauth/authorize/?$", views.authorize, name="authorize"),
    re_path(r"^zapier/oauth/token/?$", views.token, name="token"),
    re_path(r"^zapier/oauth/revoke/?$", views.revoke, name="revoke"),
]
