"""Addresses of the inspectors, under /admin/. Each asks for its own permission behind the admin's door."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.urls import path

from config.inspecting import views

app_name = "inspecting"


def _behind(view: Callable[..., Any]) -> Callable[..., Any]:
    return admin.site.admin_view(view)


urlpatterns = [
    path("", _behind(views.find), name="find"),
    path("texts/<str:message_id>/", _behind(views.message), name="message"),
    path("deliveries/<str:delivery_id>/", _behind(views.delivery), name="delivery"),
    path("deliveries/<str:delivery_id>/replay/", _behind(views.replay), name="replay"),
]
