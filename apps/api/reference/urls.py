"""Where the descriptions lie, for everybody."""

from django.urls import path

from apps.api.reference import files, pages

app_name = "reference"

urlpatterns = [
    path("openapi.yaml", files.openapi_yaml, name="openapi_yaml"),
    path("openapi.json", files.openapi_json, name="openapi_json"),
    path("postman.json", files.postman_json, name="postman"),
    path("api-docs", pages.index, name="index"),
    path("api-docs/getting-started", pages.getting_started, name="getting_started"),
    path("api-docs/<slug:name>", pages.resource, name="resource"),
]
