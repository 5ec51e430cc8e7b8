"""Reports, and their tables as files. Below /dashboard/reports."""

from django.urls import path

from apps.dashboard.reports.catalogue import KINDS
from apps.dashboard.views import reports as views

urlpatterns = [
    *(
        path("reports" if kind is KINDS[0] else f"reports/{kind.name}", views.page(kind), name=kind.route)
        for kind in KINDS
    ),
    *(
        path(f"reports/{kind.name}/{key}.csv", views.export(kind, key), name=f"report_{kind.name}_{key}_csv")
        for kind in KINDS
        for key in kind.tables
    ),
]
