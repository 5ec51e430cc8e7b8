"""Every page of the browser, under /dashboard/. One route list for each part of the house."""

from django.urls import include, path

from apps.dashboard import (
    routes_campaigns,
    routes_compliance,
    routes_contacts,
    routes_developers,
    routes_inbox,
    routes_keywords,
    routes_money,
    routes_people,
    routes_reports,
    routes_search,
    routes_segments,
    routes_senders,
    routes_sequences,
    routes_settings,
)
from apps.dashboard.views import home

app_name = "dashboard"

urlpatterns = [
    path("", home.index, name="home"),
    *routes_contacts.urlpatterns,
    *routes_people.urlpatterns,
    *routes_segments.urlpatterns,
    *routes_compliance.urlpatterns,
    *routes_money.urlpatterns,
    *routes_settings.urlpatterns,
    *routes_developers.urlpatterns,
    *routes_senders.urlpatterns,
    *routes_campaigns.urlpatterns,
    *routes_sequences.urlpatterns,
    *routes_inbox.urlpatterns,
    *routes_keywords.urlpatterns,
    *routes_reports.urlpatterns,
    *routes_search.urlpatterns,
    path("imports/", include("apps.dashboard.routes_imports")),
]
