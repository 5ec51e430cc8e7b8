"""Senders, among the settings."""

from django.urls import path

from apps.dashboard.views import senders

urlpatterns = [
    path("settings/senders", senders.index, name="senders"),
    path("settings/senders/<str:public_id>/default", senders.make_default, name="sender_default"),
]
