"""The few public pages. Everything else at the root belongs to the dialects."""

from django.urls import path

from apps.public import views

app_name = "public"

urlpatterns = [
    path("", views.index, name="index"),
    path("healthz", views.healthz, name="healthz"),
    path("robots.txt", views.robots, name="robots"),
]
