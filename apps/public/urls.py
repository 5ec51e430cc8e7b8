"""The few public pages. Everything else at the root belongs to the dialects."""

from django.urls import path

from apps.public import notices, views

app_name = "public"

urlpatterns = [
    path("", views.index, name="index"),
    path("healthz", views.healthz, name="healthz"),
    path("notices/off/<str:notice_token>", notices.off, name="notice_off"),
    path("robots.txt", views.robots, name="robots"),
]
