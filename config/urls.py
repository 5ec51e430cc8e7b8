"""Every address of the product. ReadySMS owns root paths; people live under /dashboard/ and /admin/."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/inspect/", include("config.inspecting.urls")),
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
    path("dashboard/", include("apps.dashboard.urls")),
    path("", include("apps.callbacks.urls")),
    path("", include("apps.public.urls")),
    path("", include("apps.api.reference.urls")),
    path("", include("apps.api.v1.urls")),
    path("", include("apps.connect.urls")),
    # Last: its words are short, and it answers for every address under them.
    path("", include("apps.api.readysms.urls")),
]

handler400 = "config.faults.bad_request"
handler404 = "config.faults.page_not_found"
handler500 = "config.faults.server_error"
