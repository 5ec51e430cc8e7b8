"""Every address of the product. ReadySMS owns root paths, so the browser lives under /dashboard/ and /admin/."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
]
