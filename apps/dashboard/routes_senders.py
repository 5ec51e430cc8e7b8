"""Senders, among the settings."""

from django.urls import path

from apps.dashboard.views import senders

urlpatterns = [
    path("settings/senders", senders.index, name="senders"),
    path("settings/senders/pools", senders.pool, name="pool_new"),
    path("settings/senders/pools/<str:pool_id>", senders.fill_pool, name="pool"),
    path("settings/senders/<str:public_id>/default", senders.make_default, name="sender_default"),
]
