"""Every page of the browser, under /dashboard/. One route list for each part of the house."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from apps.dashboard.routes_contacts import urlpatterns as contacts
from apps.dashboard.routes_money import urlpatterns as money
from apps.dashboard.routes_people import urlpatterns as people
from apps.dashboard.views import home

app_name = "dashboard"

urlpatterns: list[URLPattern | URLResolver] = [path("", home.index, name="home"), *contacts, *people, *money]

for prefix, name in (
    ("", "routes_settings"),
    ("imports/", "routes_imports"),
    ("", "routes_campaigns"),
    ("", "routes_inbox"),
):
    if find_spec(f"apps.dashboard.{name}"):
        urlpatterns.append(path(prefix, include(f"apps.dashboard.{name}")))
