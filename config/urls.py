"""Every address of the product. ReadySMS owns root paths; people live under /dashboard/ and /admin/."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
    path("dashboard/", include("apps.dashboard.urls")),
    path("", include("apps.callbacks.urls")),
    path("", include("apps.public.urls")),
]
